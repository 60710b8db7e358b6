package dev.whittle.lower;

import dev.whittle.ir.Access;
import dev.whittle.ir.Annotation;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.ModuleDef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.TypePath;

/** Builds a {@link ClassDef} without looking into code. */
final class DeclarationVisitor extends ClassVisitor {
  /** ASM marks records with this access flag; here the components say it. */
  private static final int ASM_RECORD = Opcodes.ACC_RECORD;

  private final LazyCode code;
  private int version;
  private int access;
  private String name;
  private String superName;
  private List<String> interfaces = List.of();
  private AttributeCollector attributes;
  private ClassDef.Source source = ClassDef.Source.NONE;
  private ClassDef.Enclosing enclosing;
  private String nestHost;
  private List<String> permitted;
  private List<ClassDef.RecordComponent> components;
  private ModuleDef module;
  private final List<String> nestMembers = new ArrayList<>();
  private final List<ClassDef.InnerClass> innerClasses = new ArrayList<>();
  private final List<FieldDef> fields = new ArrayList<>();
  private final List<FunctionDef> functions = new ArrayList<>();

  /** With {@code code} null, functions get no code. */
  DeclarationVisitor(LazyCode code) {
    super(Opcodes.ASM9);
    this.code = code;
  }

  ClassDef finish() {
    return new ClassDef(
        version,
        access,
        name,
        superName,
        interfaces,
        new ClassDef.Nesting(enclosing, innerClasses, nestHost, nestMembers, permitted),
        source,
        components,
        module,
        attributes.finish(),
        fields,
        functions);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      String signature,
      String superName,
      String[] interfaces) {
    this.version = version;
    this.access = access & ~ASM_RECORD;
    this.name = name;
    this.superName = superName;
    this.interfaces = Arrays.asList(interfaces);
    this.attributes = new AttributeCollector(signature);
    if ((access & ASM_RECORD) != 0) {
      components = new ArrayList<>();
    }
  }

  @Override
  public void visitSource(String file, String debug) {
    source = new ClassDef.Source(file, debug);
  }

  @Override
  public ModuleVisitor visitModule(String name, int access, String version) {
    return new ModuleLowering(name, access, version, result -> module = result);
  }

  @Override
  public void visitNestHost(String host) {
    nestHost = host;
  }

  @Override
  public void visitOuterClass(String owner, String method, String descriptor) {
    enclosing = new ClassDef.Enclosing(Symbols.present(owner), method, descriptor);
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return attributes.annotation(descriptor, visible);
  }

  @Override
  public AnnotationVisitor visitTypeAnnotation(
      int target, TypePath path, String descriptor, boolean visible) {
    return attributes.typeAnnotation(target, path, descriptor, visible);
  }

  @Override
  public void visitAttribute(Attribute attribute) {
    attributes.attribute(attribute);
  }

  @Override
  public void visitNestMember(String member) {
    nestMembers.add(member);
  }

  @Override
  public void visitPermittedSubclass(String subclass) {
    if (permitted == null) {
      permitted = new ArrayList<>();
    }
    permitted.add(subclass);
  }

  @Override
  public void visitInnerClass(String name, String outer, String innerName, int access) {
    innerClasses.add(new ClassDef.InnerClass(Symbols.present(name), outer, innerName, access));
  }

  @Override
  public RecordComponentVisitor visitRecordComponent(
      String name, String descriptor, String signature) {
    Symbols.present(name);
    Symbols.present(descriptor);
    AttributeCollector collector = new AttributeCollector(signature);
    return new RecordComponentVisitor(Opcodes.ASM9) {
      @Override
      public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        return collector.annotation(type, visible);
      }

      @Override
      public AnnotationVisitor visitTypeAnnotation(
          int target, TypePath path, String type, boolean visible) {
        return collector.typeAnnotation(target, path, type, visible);
      }

      @Override
      public void visitAttribute(Attribute attribute) {
        collector.attribute(attribute);
      }

      @Override
      public void visitEnd() {
        components.add(new ClassDef.RecordComponent(name, descriptor, collector.finish()));
      }
    };
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    AttributeCollector collector = new AttributeCollector(signature);
    Constant constant = value == null ? null : Symbols.constant(value);
    return new FieldVisitor(Opcodes.ASM9) {
      @Override
      public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        return collector.annotation(type, visible);
      }

      @Override
      public AnnotationVisitor visitTypeAnnotation(
          int target, TypePath path, String type, boolean visible) {
        return collector.typeAnnotation(target, path, type, visible);
      }

      @Override
      public void visitAttribute(Attribute attribute) {
        collector.attribute(attribute);
      }

      @Override
      public void visitEnd() {
        fields.add(new FieldDef(access, name, descriptor, constant, collector.finish()));
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    List<String> thrown = exceptions == null ? List.of() : Arrays.asList(exceptions);
    boolean hasCode = code != null && !Access.has(access, Access.ABSTRACT | Access.NATIVE);
    return new FunctionVisitor(new AttributeCollector(signature), name, descriptor) {
      @Override
      public void visitEnd() {
        functions.add(
            new FunctionDef(
                access,
                name,
                descriptor,
                thrown,
                attributes(),
                details(),
                hasCode ? code.of(functions.size()) : null));
      }
    };
  }

  /** Collects the declaration of a method. */
  private abstract static class FunctionVisitor extends MethodVisitor {
    private final AttributeCollector collector;
    private final int declaredParameters;
    private List<FunctionDef.Parameter> parameters;
    private List<List<Annotation>> visible;
    private List<List<Annotation>> invisible;
    private Annotation.Value annotationDefault;
    private int visibleCount;
    private int invisibleCount;

    FunctionVisitor(AttributeCollector collector, String name, String descriptor) {
      super(Opcodes.ASM9);
      this.collector = collector;
      this.declaredParameters = dev.whittle.ir.Descriptor.parameterCount(descriptor);
      this.visibleCount = declaredParameters;
      this.invisibleCount = declaredParameters;
    }

    Attributes attributes() {
      return collector.finish();
    }

    FunctionDef.Details details() {
      return parameters == null && visible == null && invisible == null && annotationDefault == null
          ? FunctionDef.Details.NONE
          : new FunctionDef.Details(parameters, visible, invisible, annotationDefault);
    }

    @Override
    public void visitParameter(String name, int access) {
      if (parameters == null) {
        parameters = new ArrayList<>();
      }
      parameters.add(new FunctionDef.Parameter(name, access));
    }

    @Override
    public AnnotationVisitor visitAnnotationDefault() {
      return AnnotationLowering.ofDefault(value -> annotationDefault = value);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean runtime) {
      return collector.annotation(descriptor, runtime);
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(
        int target, TypePath path, String descriptor, boolean runtime) {
      return collector.typeAnnotation(target, path, descriptor, runtime);
    }

    @Override
    public void visitAttribute(Attribute attribute) {
      collector.attribute(attribute);
    }

    @Override
    public void visitAnnotableParameterCount(int count, boolean runtime) {
      if (runtime) {
        visibleCount = count;
        visible = emptyLists(count);
      } else {
        invisibleCount = count;
        invisible = emptyLists(count);
      }
    }

    @Override
    public AnnotationVisitor visitParameterAnnotation(
        int parameter, String descriptor, boolean runtime) {
      if (runtime && visible == null) {
        visible = emptyLists(visibleCount);
      } else if (!runtime && invisible == null) {
        invisible = emptyLists(invisibleCount);
      }
      List<Annotation> target = (runtime ? visible : invisible).get(parameter);
      return AnnotationLowering.of(descriptor, target::add);
    }

    private static List<List<Annotation>> emptyLists(int count) {
      List<List<Annotation>> lists = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        lists.add(new ArrayList<>());
      }
      return lists;
    }
  }
}
