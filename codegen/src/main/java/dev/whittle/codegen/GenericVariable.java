package dev.whittle.codegen;

import dev.whittle.ir.code.Locations.Variable;
import java.util.List;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;

/** A variable that only {@code LocalVariableTypeTable} (JVMS 4.7.14) names. */
record GenericVariable(Variable variable, Label start, Label end, int slot) {
  /**
   * The table of such variables. ASM writes one of its own for variables that {@code
   * LocalVariableTable} names too, and a method may have several.
   */
  static final class Table extends Attribute {
    private final List<GenericVariable> variables;

    Table(List<GenericVariable> variables) {
      super("LocalVariableTypeTable");
      this.variables = variables;
    }

    @Override
    public boolean isCodeAttribute() {
      return true;
    }

    @Override
    protected ByteVector write(
        ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
      ByteVector table = new ByteVector();
      table.putShort(variables.size());
      for (GenericVariable v : variables) {
        table.putShort(v.start.getOffset());
        table.putShort(v.end.getOffset() - v.start.getOffset());
        table.putShort(writer.newUTF8(v.variable.name()));
        table.putShort(writer.newUTF8(v.variable.signature()));
        table.putShort(v.slot);
      }
      return table;
    }
  }
}
