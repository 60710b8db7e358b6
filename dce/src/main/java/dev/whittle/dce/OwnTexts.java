package dev.whittle.dce;

import dev.whittle.ir.Constant;
import dev.whittle.ir.summary.Effect;

/**
 * Classes named within the texts of the user's own crate: scripts, queries and templates that stand
 * in string constants and are run by a library. Every token that is the full name of a class of the
 * program, or begins with one and goes on with a member, names it ({@link NamedClasses}). Libraries
 * have no such texts but in messages and documentation.
 */
final class OwnTexts implements Mechanism.ByUseText, Mechanism.ByCallDynamic {
  private final OwnClasses own;
  private final NamedClasses named;

  OwnTexts(OwnClasses own, NamedClasses named) {
    this.own = own;
    this.named = named;
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseText use) {
    text(function, use.text());
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.CallDynamic call) {
    for (Constant argument : call.site().arguments()) {
      if (argument instanceof Constant.Str(String text)) {
        text(function, text);
      }
    }
  }

  private void text(FunctionNode function, String text) {
    if (text.indexOf('.') < 0 || !own.isOwn(function.owner)) {
      return;
    }
    Because because = Because.of(ReasonKind.STRING, function.used);
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !isInName(text.charAt(i))) {
        token(text.substring(start, i), because);
        start = i + 1;
      }
    }
  }

  private static boolean isInName(char c) {
    return c == '.' || Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  private void token(String token, Because because) {
    for (int end = token.length(); end > 0; end = token.lastIndexOf('.', end - 1)) {
      String name = token.substring(0, end);
      if (name.indexOf('.') > 0 && named.find(name) != null) {
        named.text(name, because);
        return;
      }
    }
  }
}
