package dev.whittle.dce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Proxies whose interfaces are not known. They are among the open classes ({@link Reflection}):
 * interfaces that are class literals of reached code or that strings name. Each counts as
 * implemented, so its default methods run where code calls them, and its types are listed.
 *
 * <p>An interface that comes from the class of an object ({@code getInterfaces()}) needs no such
 * effect: the object implements it already.
 */
final class UndecidedProxies implements Mechanism {
  private final NamedClasses named;
  private final ReflectiveEffects effects;

  /** By what makes them, the fact that does. */
  private final Map<MemberQuery, Integer> proxies = new LinkedHashMap<>();

  /** How many interfaces each has met. */
  private final Map<MemberQuery, Integer> met = new LinkedHashMap<>();

  private final List<ClassNode> interfaces = new ArrayList<>();
  private int seen;

  UndecidedProxies(NamedClasses named, ReflectiveEffects effects) {
    this.named = named;
    this.effects = effects;
  }

  /** Reached code has the class as a value. */
  void literal(ClassNode c) {
    if (c.isInterface()) {
      interfaces.add(c);
    }
  }

  /** Reached code makes a proxy of any interfaces, by that fact. */
  void made(MemberQuery query, int fact) {
    proxies.putIfAbsent(query, fact);
  }

  @Override
  public void settled() {
    named.all().stream().skip(seen).filter(ClassNode::isInterface).forEach(interfaces::add);
    seen = named.all().size();
    proxies.forEach(
        (query, fact) -> {
          for (ClassNode c : interfaces.subList(met.getOrDefault(query, 0), interfaces.size())) {
            effects.found(query, c, Because.of(ReasonKind.POLICY, fact, c.loaded));
          }
          met.put(query, interfaces.size());
        });
  }
}
