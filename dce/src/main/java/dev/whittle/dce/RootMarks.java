package dev.whittle.dce;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks the roots.
 *
 * <p>The launcher initializes the main class, lists its members to find {@code main}, and calls the
 * one it finds: with the string array first, static before instance (JEP 512, from Java 25 on).
 */
final class RootMarks {
  private static final Selector MAIN = new Selector("main", "([Ljava/lang/String;)V");
  private static final Selector SHORT_MAIN = new Selector("main", "()V");
  private static final Selector CONSTRUCTOR = new Selector("<init>", "()V");
  private static final int INSTANCE_MAIN_VERSION = 69;

  private final Marks marks;

  RootMarks(Marks marks) {
    this.marks = marks;
  }

  /**
   * Marks all roots; answers what is wrong with them, a line each: a main class that no crate has,
   * or that has no {@code main}.
   */
  List<String> mark(Roots roots) {
    List<String> problems = new ArrayList<>();
    roots.mainClasses().forEach(name -> main(name, problems));
    roots.agentClasses().forEach(name -> agent(name, problems));
    roots.keep().rules().forEach(rule -> keep(rule, problems));
    return problems;
  }

  private ClassNode root(String name, List<String> problems) {
    ClassNode c = marks.hierarchy.node(name);
    if (!c.isProgram()) {
      problems.add("no crate has the class " + name.replace('/', '.'));
      return null;
    }
    marks.enumerate(c, Because.ROOT);
    marks.initialize(c, Because.ROOT);
    return c;
  }

  private void main(String name, List<String> problems) {
    ClassNode c = root(name, problems);
    if (c == null) {
      return;
    }
    FunctionNode main = find(c, MAIN);
    boolean anyMain = hasInstanceMain();
    if ((main == null || !main.isStatic()) && anyMain) {
      main = main != null ? main : find(c, SHORT_MAIN);
    }
    if (main == null || (!main.isStatic() && !anyMain)) {
      problems.add("the class " + name.replace('/', '.') + " has no main method");
      return;
    }
    marks.use(main, Because.ROOT);
    if (!main.isStatic()) {
      marks.instantiate(c, Because.ROOT);
      useIfPresent(c, CONSTRUCTOR);
    }
  }

  private static FunctionNode find(ClassNode c, Selector selector) {
    for (ClassNode at = c; at != null; at = at.superclass) {
      FunctionNode function = at.functions.get(selector);
      if (function != null && at.isProgram()) {
        return function;
      }
    }
    return null;
  }

  private boolean hasInstanceMain() {
    return marks.hierarchy.node("java/lang/Object").definitions.stream()
        .mapToInt(ClassDef::majorVersion)
        .anyMatch(version -> version >= INSTANCE_MAIN_VERSION);
  }

  private void agent(String name, List<String> problems) {
    ClassNode c = root(name, problems);
    if (c != null) {
      for (FunctionNode function : c.functions.values()) {
        String method = function.selector.name();
        if (method.equals("premain") || method.equals("agentmain")) {
          marks.use(function, Because.ROOT);
        }
      }
    }
  }

  private void useIfPresent(ClassNode c, Selector selector) {
    FunctionNode function = c.functions.get(selector);
    if (function != null) {
      marks.use(function, Because.ROOT);
    }
  }

  private void keep(KeepRules.Rule rule, List<String> problems) {
    List<String> names = new ArrayList<>();
    if (rule.namesOneClass()) {
      names.add(rule.type().replace('.', '/'));
    } else {
      for (ClassSource crate : marks.hierarchy.program().crates()) {
        crate.classNames().stream().filter(rule::matchesClass).forEach(names::add);
      }
    }
    boolean any = false;
    for (String name : names) {
      ClassNode c = marks.hierarchy.node(name);
      any |= c.isProgram() && keep(c, rule);
    }
    if (!any && rule.member() == null && !rule.type().contains("*")) {
      any = keepMember(rule);
    }
    if (!any) {
      problems.add(rule.place() + ": the rule matches nothing");
    }
  }

  /** {@code a.B.run} may be a class or, where there is none, a member of {@code a.B}. */
  private boolean keepMember(KeepRules.Rule rule) {
    int dot = rule.type().lastIndexOf('.');
    if (dot < 0) {
      return false;
    }
    String owner = rule.type().substring(0, dot);
    ClassNode c = marks.hierarchy.node(owner.replace('.', '/'));
    String member = rule.type().substring(dot + 1);
    return c.isProgram() && keep(c, new KeepRules.Rule(owner, member, null, rule.place()));
  }

  private boolean keep(ClassNode c, KeepRules.Rule rule) {
    boolean any = rule.member() == null;
    marks.load(c, Because.ROOT);
    marks.enumerate(c, Because.ROOT);
    if (rule.member() == null || rule.member().equals("<init>")) {
      marks.instantiate(c, Because.ROOT);
    }
    for (FunctionNode function : c.functions.values()) {
      if (rule.matchesMember(function.selector)) {
        any = true;
        marks.use(function, Because.ROOT);
        if (function.isStatic()) {
          marks.initialize(c, Because.ROOT);
        }
      }
    }
    for (FieldNode field : c.fields.values()) {
      if (rule.matchesMember(field.selector)) {
        any = true;
        marks.use(field, Because.ROOT);
      }
    }
    return any;
  }
}
