package dev.whittle.dce;

import dev.whittle.dce.MemberQuery.Visible;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Methods that an interpreter calls by name on its own objects, as its user's code would. It lists
 * the methods of any class, puts them into a table, and its code asks the table by a constant. So
 * in a crate whose reached code lists methods of any class, a string constant that can be nothing
 * but the name of a member is a look-up of a public method by that name ({@link Reflection}).
 *
 * <p>Single words do not count: they are keys, keywords and messages as well. Names of several
 * words, written as members are ({@code find_module}, {@code findModule}), seldom are. Nor do names
 * of what the class has that mentions them: compilers write those into the messages of checks.
 */
final class MentionedMembers implements Mechanism.ByTextLate {
  private static final int MAX_NAME = 100;

  private record Mention(FunctionNode function, String name) {}

  private final Reflection reflection;
  private final Map<Integer, List<Mention>> mentions = new HashMap<>();
  private final Set<Integer> listing = new HashSet<>();
  private final Map<Integer, Integer> met = new HashMap<>();

  MentionedMembers(Reflection reflection) {
    this.reflection = reflection;
  }

  @Override
  public boolean wantsTexts() {
    return !listing.isEmpty();
  }

  @Override
  public void text(FunctionNode function, String text) {
    if (isName(text) && !has(function.owner, text)) {
      mentions
          .computeIfAbsent(function.owner.crate, _ -> new ArrayList<>())
          .add(new Mention(function, text));
    }
  }

  private static boolean has(ClassNode c, String name) {
    SequencedSet<ClassNode> supertypes = new LinkedHashSet<>();
    c.addSupertypes(supertypes);
    for (ClassNode each : supertypes) {
      for (Selector selector : each.functions.keySet()) {
        if (selector.name().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isName(String text) {
    boolean several = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i == 0 ? !Character.isLowerCase(c) : !Character.isLetterOrDigit(c) && c != '_') {
        return false;
      }
      several |= i > 0 && (c == '_' || Character.isUpperCase(c));
    }
    return several && text.length() <= MAX_NAME;
  }

  @Override
  public void settled() {
    for (ReflectiveSite site : reflection.sites()) {
      if (site.anyClass
          && site.call.reflection().finds() == ReflectiveCall.Finds.METHODS
          && site.names.contains(NamePattern.ANY)) {
        listing.add(site.function.owner.crate);
      }
    }
    for (int crate : listing) {
      List<Mention> all = mentions.getOrDefault(crate, List.of());
      all.subList(met.getOrDefault(crate, 0), all.size()).forEach(this::open);
      met.put(crate, all.size());
    }
  }

  private void open(Mention mention) {
    NamePattern name = NamePattern.exactly(mention.name);
    reflection.open(
        mention.function, new MemberQuery(ReflectiveCall.GET_METHOD, Visible.PUBLIC, name, null));
  }
}
