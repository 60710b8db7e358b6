package dev.whittle.dce;

import dev.whittle.ir.summary.ReflectiveCall;

/** The mechanisms that answer calls which may be about anything: each is told of all of them. */
record Unnamed(
    OwnClasses own,
    SpelledMembers spelled,
    PairedNames paired,
    Implementations implementations,
    ComputedResources resources,
    MemberClasses members,
    UndecidedProxies proxies) {
  /** Reached code, or an annotation it may read, has the class as a value. */
  void literal(ClassNode c) {
    spelled.literal(c);
    members.literal(c);
    proxies.literal(c);
  }

  /** A call that may find a class of any name, with the fact that makes it happen. */
  void anyClass(ReflectiveSite site, int fact) {
    own.undecidedName(site, fact);
    implementations.undecidedName(site, fact);
  }

  /** A call that may be about any class, with the fact that makes it happen. */
  void anyMember(ReflectiveSite site, MemberQuery query, int fact) {
    own.undecided(site, query, fact);
    switch (query.call().finds()) {
      case METHODS, FIELDS -> {
        if (!query.isSelective()) {
          spelled.undecided(site, fact);
          paired.undecided(fact);
        }
      }
      case CLASSES -> members.undecided(site, fact);
      case OTHER -> {
        if (query.call() == ReflectiveCall.PROXY) {
          proxies.made(query, fact);
        }
      }
      case CONSTRUCTORS -> {}
    }
  }
}
