package dev.whittle.dce;

import dev.whittle.ir.Constant;
import dev.whittle.ir.summary.Effect;
import java.util.function.Consumer;

/** The string constants of code: its own, and those among the arguments of dynamic constants. */
final class Texts {
  private Texts() {}

  static void of(Effect effect, Consumer<String> visit) {
    switch (effect) {
      case Effect.UseText(String text) -> visit.accept(text);
      case Effect.UseConstant use -> of(use.constant(), visit);
      case Effect.CallDynamic call -> of(call.site(), visit);
      case Effect.Call _,
          Effect.Instantiate _,
          Effect.AccessField _,
          Effect.UseClass _,
          Effect.Assign _,
          Effect.Flow _,
          Effect.PassValues _ -> {}
    }
  }

  private static void of(Constant constant, Consumer<String> visit) {
    switch (constant) {
      case Constant.Str text -> visit.accept(text.value());
      case Constant.Dynamic dynamic -> dynamic.arguments().forEach(c -> of(c, visit));
      case Constant.Null _,
          Constant.Int _,
          Constant.Long _,
          Constant.Float _,
          Constant.Double _,
          Constant.ClassRef _,
          Constant.MethodType _,
          Constant.Handle _ -> {}
    }
  }
}
