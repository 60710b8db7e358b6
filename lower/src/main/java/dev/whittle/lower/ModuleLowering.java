package dev.whittle.lower;

import dev.whittle.ir.ModuleDef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/** Collects a module declaration. */
final class ModuleLowering extends ModuleVisitor {
  private final String name;
  private final int access;
  private final String version;
  private final Consumer<ModuleDef> result;
  private String mainClass;
  private final List<String> packages = new ArrayList<>();
  private final List<ModuleDef.Requires> requires = new ArrayList<>();
  private final List<ModuleDef.Opened> exports = new ArrayList<>();
  private final List<ModuleDef.Opened> opens = new ArrayList<>();
  private final List<String> uses = new ArrayList<>();
  private final List<ModuleDef.Provides> provides = new ArrayList<>();

  ModuleLowering(String name, int access, String version, Consumer<ModuleDef> result) {
    super(Opcodes.ASM9);
    this.name = name;
    this.access = access;
    this.version = version;
    this.result = result;
  }

  @Override
  public void visitMainClass(String main) {
    mainClass = main;
  }

  @Override
  public void visitPackage(String packageName) {
    packages.add(packageName);
  }

  @Override
  public void visitRequire(String module, int flags, String requiredVersion) {
    requires.add(new ModuleDef.Requires(module, flags, requiredVersion));
  }

  @Override
  public void visitExport(String packageName, int flags, String... modules) {
    exports.add(new ModuleDef.Opened(packageName, flags, list(modules)));
  }

  @Override
  public void visitOpen(String packageName, int flags, String... modules) {
    opens.add(new ModuleDef.Opened(packageName, flags, list(modules)));
  }

  @Override
  public void visitUse(String service) {
    uses.add(service);
  }

  @Override
  public void visitProvide(String service, String... providers) {
    provides.add(new ModuleDef.Provides(service, list(providers)));
  }

  @Override
  public void visitEnd() {
    result.accept(
        new ModuleDef(
            name, access, version, mainClass, packages, requires, exports, opens, uses, provides));
  }

  private static List<String> list(String[] names) {
    return names == null ? List.of() : List.of(names);
  }
}
