package dev.whittle.dce;

import dev.whittle.ir.ClassDef;

/**
 * A component of a record that survives keeps its accessor: reflection gives both together (JLS
 * 8.10.3, {@code Class.getRecordComponents}), and one without the other is found out only where
 * somebody uses the null.
 */
final class RecordAccessors implements Mechanism.OfFields {
  private final Marks marks;

  RecordAccessors(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void used(FieldNode field) {
    for (ClassDef definition : field.owner.definitions) {
      if (definition.recordComponents() != null && !field.isStatic()) {
        FunctionNode accessor =
            field.owner.function(field.selector.name(), "()" + field.selector.descriptor());
        if (accessor != null) {
          marks.external(accessor);
          marks.use(accessor, Because.of(ReasonKind.ACCESSOR, field.used));
        }
      }
    }
  }
}
