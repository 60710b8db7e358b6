package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.Descriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Class files that are resources: of modules that an interpreter compiled beforehand, of what a
 * launcher has in a folder of its jar; also those of a jar that is a resource. They come along as
 * they are, and their owner makes classes of them. Their code is not ours to prune, but it calls
 * what is: so everything that such a file of a crate in use refers to by its constants (JVMS 4.4)
 * is used, whichever of it runs, and its strings count as those of reached code do.
 *
 * <p>Variants for later releases in a jar that says it has none are nobody's.
 */
final class CarriedClassFiles implements Mechanism.OfReached {
  private final Marks marks;
  private final NamedClasses named;

  CarriedClassFiles(Marks marks, NamedClasses named, CratesInUse inUse) {
    this.marks = marks;
    this.named = named;
    inUse.watch(this::hasAny);
  }

  private boolean hasAny(int crate) {
    for (String path : marks.hierarchy.program().crates().get(crate).resourceNames()) {
      if (isOne(path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOne(String path) {
    return (path.endsWith(".class") && !path.startsWith("META-INF/versions/"))
        || path.endsWith(".jar");
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject instanceof CratesInUse.InUse inUse) {
      use(marks.hierarchy.program().crates().get(inUse.crate()), fact);
    }
  }

  private void use(ClassSource crate, int fact) {
    Carried carried = new Carried(Because.of(ReasonKind.CARRIED, fact));
    crate.resourceNames().stream()
        .filter(CarriedClassFiles::isOne)
        .forEach(path -> crate.resource(path).ifPresent(content -> add(path, content, carried)));
    carried.use();
  }

  private static void add(String path, byte[] content, Carried carried) {
    if (!path.endsWith(".jar")) {
      parse(content).ifPresent(carried::add);
      return;
    }
    try (ZipInputStream jar = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        if (entry.getName().endsWith(".class") && isOne(entry.getName())) {
          parse(jar.readAllBytes()).ifPresent(carried::add);
        }
      }
    } catch (IOException _) {
      // A damaged jar is data.
    }
  }

  /** Empty when it is none, whatever it is called. */
  private static Optional<ClassModel> parse(byte[] content) {
    try {
      ClassModel model = ClassFile.of().parse(content);
      model.constantPool().forEach(_ -> {});
      return Optional.of(model);
    } catch (RuntimeException _) {
      return Optional.empty();
    }
  }

  /** The class files of one crate, which may refer to one another. */
  private final class Carried {
    private final Because because;
    private final Map<String, ClassModel> models = new HashMap<>();
    private final Map<String, ClassNode> nodes = new HashMap<>();
    private final List<ClassModel> order = new ArrayList<>();

    Carried(Because because) {
      this.because = because;
    }

    void add(ClassModel model) {
      if (models.putIfAbsent(model.thisClass().asInternalName(), model) == null) {
        order.add(model);
      }
    }

    void use() {
      for (ClassModel model : order) {
        marks.instantiate(node(model.thisClass().asInternalName()), because);
      }
      for (ClassModel model : order) {
        model.constantPool().forEach(this::use);
      }
    }

    /** A carried class is there as one that the platform makes; all others as ever. */
    private ClassNode node(String name) {
      ClassModel model = models.get(name);
      if (model == null || marks.hierarchy.programHas(name)) {
        return marks.hierarchy.ofConstant(name);
      }
      ClassNode known = nodes.get(name);
      if (known == null) {
        models.remove(name); // A class above itself is nobody's.
        known = carried(model);
        models.put(name, model);
        nodes.put(name, known);
      }
      return known;
    }

    private ClassNode carried(ClassModel model) {
      ClassNode above = model.superclass().map(c -> node(c.asInternalName())).orElse(null);
      List<ClassNode> interfaces =
          model.interfaces().stream().map(c -> node(c.asInternalName())).toList();
      return synthetic(model.thisClass().asInternalName(), above, interfaces);
    }

    private static ClassNode synthetic(String name, ClassNode above, List<ClassNode> interfaces) {
      return new ClassNode(name, ClassNode.Origin.SYNTHETIC, -1, List.of(), above, interfaces);
    }

    private void use(PoolEntry entry) {
      switch (entry) {
        case FieldRefEntry field -> field(field);
        case MemberRefEntry method -> method(method);
        case ClassEntry type -> load(type.asInternalName());
        case MethodTypeEntry type -> marks.loadDescriptor(type.descriptor().stringValue(), because);
        case InvokeDynamicEntry site -> functionObject(site.typeSymbol().returnType());
        case StringEntry text -> named.text(text.stringValue(), because);
        default -> {}
      }
    }

    /** What a lambda expression makes has the default methods of its interface. */
    private void functionObject(ClassDesc type) {
      String descriptor = type.descriptorString();
      ClassNode c = descriptor.startsWith("L") ? node(Descriptor.className(descriptor)) : null;
      if (c != null && c.isProgram() && c.isInterface()) {
        ClassNode object = marks.hierarchy.node("java/lang/Object");
        marks.instantiate(synthetic("$Lambda(" + c.name + ")", object, List.of(c)), because);
      }
    }

    private void load(String name) {
      ClassNode c = node(name);
      if (c != null && c.origin != ClassNode.Origin.SYNTHETIC) {
        marks.load(c, because);
      }
    }

    private void field(FieldRefEntry ref) {
      ClassNode owner = node(ref.owner().asInternalName());
      Selector selector = new Selector(ref.name().stringValue(), ref.type().stringValue());
      FieldNode field = owner == null ? null : Resolution.resolveField(owner, selector);
      if (field != null) {
        marks.use(field, because);
        if (field.isStatic()) {
          marks.initialize(field.owner, because);
        }
      }
    }

    private void method(MemberRefEntry ref) {
      ClassNode owner = node(ref.owner().asInternalName());
      Selector selector = new Selector(ref.name().stringValue(), ref.type().stringValue());
      FunctionNode resolved =
          owner == null ? null : Resolution.resolve(owner, selector, marks.hierarchy);
      if (resolved == null || !resolved.owner.isProgram()) {
        return;
      }
      marks.external(resolved);
      marks.reference(resolved, because);
      if (resolved.isStatic()) {
        marks.initialize(resolved.owner, because);
        marks.use(resolved, because);
      } else if (selector.name().equals("<init>")) {
        make(resolved);
      } else {
        marks.call(owner, resolved, because);
        above(resolved);
      }
    }

    /** By {@code new}, or from the constructor of what extends it. */
    private void make(FunctionNode constructor) {
      if (!Access.has(constructor.owner.access, Access.ABSTRACT)) {
        marks.instantiate(constructor.owner, because);
      }
      marks.use(constructor, because);
    }

    /** The call may be one by {@code super}, which runs what it resolves to. */
    private void above(FunctionNode resolved) {
      if (!resolved.isAbstract()
          && nodes.values().stream().anyMatch(c -> c.isSubtypeOf(resolved.owner))) {
        marks.use(resolved, because);
      }
    }
  }
}
