package dev.whittle.codegen;

import dev.whittle.codegen.AsmBackEnd.Frames;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassDef.InnerClass;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.ModuleDef;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/**
 * Class assembly: a {@link ClassDef} as a class file (JVMS 4), exactly as it is given. It loads no
 * class and asks nothing of other classes: frames come from MIR's types, stack and locals are
 * counted while code is planned.
 */
public final class ClassEmitter {
  private final ClassDef definition;

  private final FunctionStore store;

  private ClassEmitter(ClassDef definition, FunctionStore store) {
    this.definition = definition;
    this.store = store;
  }

  /**
   * The class file of {@code definition}.
   *
   * <p>Errors: {@link CodegenLimit} when it does not fit one. A body that MIR's verifier rejects
   * gives a class file that the JVM's rejects, or an unchecked exception.
   */
  public static byte[] emit(ClassDef definition) {
    return emit(definition, FunctionStore.NONE);
  }

  /**
   * As {@link #emit(ClassDef)}, where the code of functions that {@code store} has is not
   * generated. The class file is the same.
   */
  public static byte[] emit(ClassDef definition, FunctionStore store) {
    return new ClassEmitter(definition, store).emit();
  }

  private byte[] emit() {
    List<FunctionEmitter> functions = new ArrayList<>(definition.functions().size());
    for (FunctionDef function : definition.functions()) {
      functions.add(FunctionEmitter.of(definition.name(), function, store));
    }
    ConstantLayout constants = new ConstantLayout(definition.name());
    for (FunctionEmitter function : functions) {
      if (function.code() != null) {
        constants.add(function.code());
      }
    }
    Writer writer = new Writer(constants.start());
    Frames frames = hasFrames(functions) ? Frames.EMITTED : Frames.OMITTED;
    try {
      header(writer);
      for (FieldDef field : definition.fields()) {
        field(field, writer);
      }
      for (FunctionEmitter function : functions) {
        function.emit(frames, writer);
      }
      writer.visitEnd();
      return writer.toByteArray();
    } catch (MethodTooLargeException e) {
      String method = e.getMethodName() + e.getDescriptor();
      throw new CodegenLimit("code", e.getClassName(), method, e.getCodeSize());
    } catch (ClassTooLargeException e) {
      throw new CodegenLimit("constant pool", e.getClassName(), null, e.getConstantPoolCount());
    }
  }

  /**
   * Versions up to 49 know no frames. In version 50 a class may have none, and is then verified the
   * old way as a whole; that it had none shows where types merge and nothing says to what.
   */
  private boolean hasFrames(List<FunctionEmitter> functions) {
    return definition.majorVersion() > ClassDef.FIRST_WITH_FRAMES
        || (definition.majorVersion() == ClassDef.FIRST_WITH_FRAMES
            && functions.stream().noneMatch(f -> f.code() != null && f.code().hasJoin()));
  }

  private void header(ClassVisitor to) {
    int record = definition.recordComponents() == null ? 0 : Opcodes.ACC_RECORD;
    to.visit(
        definition.version(),
        definition.access() | record,
        definition.name(),
        definition.attributes().signature(),
        definition.superName(),
        definition.interfaces().toArray(new String[0]));
    to.visitSource(definition.source().file(), definition.source().debugExtension());
    if (definition.module() != null) {
      module(definition.module(), to);
    }
    nesting(definition.nesting(), to);
    AnnotationEmitter.emit(definition.attributes(), to);
    if (definition.recordComponents() != null) {
      definition.recordComponents().forEach(component -> component(component, to));
    }
  }

  private static void nesting(ClassDef.Nesting nesting, ClassVisitor to) {
    if (nesting.nestHost() != null) {
      to.visitNestHost(nesting.nestHost());
    }
    ClassDef.Enclosing enclosing = nesting.enclosing();
    if (enclosing != null) {
      to.visitOuterClass(enclosing.owner(), enclosing.method(), enclosing.descriptor());
    }
    nesting.nestMembers().forEach(to::visitNestMember);
    List<String> permitted = nesting.permittedSubclasses();
    if (permitted != null) {
      if (permitted.isEmpty()) {
        to.visitAttribute(new RawAttribute("PermittedSubclasses", (byte) 0, (byte) 0));
      }
      permitted.forEach(to::visitPermittedSubclass);
    }
    for (InnerClass inner : nesting.innerClasses()) {
      to.visitInnerClass(inner.name(), inner.outer(), inner.innerName(), inner.access());
    }
  }

  private static void module(ModuleDef module, ClassVisitor to) {
    ModuleVisitor visitor = to.visitModule(module.name(), module.access(), module.version());
    if (module.mainClass() != null) {
      visitor.visitMainClass(module.mainClass());
    }
    module.packages().forEach(visitor::visitPackage);
    module.requires().forEach(r -> visitor.visitRequire(r.module(), r.access(), r.version()));
    for (ModuleDef.Opened exported : module.exports()) {
      visitor.visitExport(exported.packageName(), exported.access(), targets(exported));
    }
    for (ModuleDef.Opened opened : module.opens()) {
      visitor.visitOpen(opened.packageName(), opened.access(), targets(opened));
    }
    module.uses().forEach(visitor::visitUse);
    for (ModuleDef.Provides provides : module.provides()) {
      visitor.visitProvide(provides.service(), provides.providers().toArray(new String[0]));
    }
    visitor.visitEnd();
  }

  private static String[] targets(ModuleDef.Opened opened) {
    return opened.to().toArray(new String[0]);
  }

  private static void component(ClassDef.RecordComponent component, ClassVisitor to) {
    RecordComponentVisitor visitor =
        to.visitRecordComponent(
            component.name(), component.descriptor(), component.attributes().signature());
    AnnotationEmitter.emit(component.attributes(), visitor);
    visitor.visitEnd();
  }

  private static void field(FieldDef field, ClassVisitor to) {
    Object value = field.constantValue() == null ? null : AsmConstants.of(field.constantValue());
    FieldVisitor visitor =
        to.visitField(
            field.access(),
            field.name(),
            field.descriptor(),
            field.attributes().signature(),
            value);
    AnnotationEmitter.emit(field.attributes(), visitor);
    visitor.visitEnd();
  }

  /** A writer that computes nothing and so never needs to know how classes relate. */
  private static final class Writer extends ClassWriter {
    Writer(ClassReader poolStart) {
      super(poolStart, 0);
    }

    @Override
    protected String getCommonSuperClass(String first, String second) {
      throw new IllegalStateException("codegen asked for a common superclass");
    }
  }
}
