package dev.whittle.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The floor of anything that reads jars: ASM parses every class of them, and nothing is made of it.
 * Arguments: jars. Prints how many classes there are.
 */
public final class ParseJars {
  private ParseJars() {}

  /** Visits members and their code: a visitor without them would have ASM skip all code. */
  private static final class Nothing extends ClassVisitor {
    private static final AnnotationVisitor ANNOTATION = new AnnotationVisitor(Opcodes.ASM9) {};
    private static final FieldVisitor FIELD = new FieldVisitor(Opcodes.ASM9) {};
    private static final MethodVisitor METHOD = new MethodVisitor(Opcodes.ASM9) {};

    Nothing() {
      super(Opcodes.ASM9);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return ANNOTATION;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      return FIELD;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return METHOD;
    }
  }

  public static void main(String[] jars) throws IOException {
    ClassVisitor nothing = new Nothing();
    int classes = 0;
    for (String jar : jars) {
      try (ZipFile zip = new ZipFile(jar)) {
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
          ZipEntry entry = all.nextElement();
          if (entry.getName().endsWith(".class")) {
            try (InputStream in = zip.getInputStream(entry)) {
              new ClassReader(in.readAllBytes()).accept(nothing, 0);
            }
            classes++;
          }
        }
      }
    }
    System.out.println(classes);
  }
}
