import jakarta.validation.*;
import jakarta.validation.constraints.*;
import jakarta.validation.executable.*;
import java.lang.annotation.*;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.validator.constraints.Length;
import org.hibernate.validator.constraints.UUID;

public class Driver {
  @Target({ElementType.FIELD, ElementType.TYPE_USE}) @Retention(RetentionPolicy.RUNTIME) @Constraint(validatedBy = EvenCheck.class) public @interface Even { String message() default "{even.msg}"; Class<?>[] groups() default {}; Class<? extends Payload>[] payload() default {}; }
  public static class EvenCheck implements ConstraintValidator<Even, Integer> { @Override public boolean isValid(Integer v, ConstraintValidatorContext c) { return v == null || v % 2 == 0; } }
  public interface Strict {}
  @Target(ElementType.TYPE) @Retention(RetentionPolicy.RUNTIME) @Constraint(validatedBy = RangeCheck.class) public @interface Ordered { String message() default "order of ${validatedValue}"; Class<?>[] groups() default {}; Class<? extends Payload>[] payload() default {}; }
  public static class RangeCheck implements ConstraintValidator<Ordered, Bean> { @Override public boolean isValid(Bean b, ConstraintValidatorContext c) { return b.lo <= b.hi; } }
  public static class Inner { @NotBlank(message = "{jakarta.validation.constraints.NotBlank.message}!") String s; Inner(String s) { this.s = s; } }
  @Ordered public static class Bean { @NotNull @Size(min = 2, max = 4) String name; @Min(1) @Max(value = 9, message = "at most {value}, not ${validatedValue}") int lo; @Even int hi; @Email(groups = Strict.class) String mail = "nomail"; @Valid List<@NotNull Inner> in = new ArrayList<>(); @Past java.time.LocalDate d = java.time.LocalDate.of(2999, 1, 1); @DecimalMax("5.5") java.math.BigDecimal dec = java.math.BigDecimal.TEN; @Pattern(regexp = "a+") String p = "b"; Map<@Even Integer, @Length(max = 1) String> m = Map.of(3, "xx"); @AssertTrue(message = "${1 + 1} ${validatedValue ? 'y' : 'n'}") boolean ok; @UUID String u = "z"; Optional<@Positive Integer> o = Optional.of(-1); @Override public String toString() { return "Bean"; } }
  public static class Svc { public @NotEmpty String call(@NotNull String a, @Positive int b) { return ""; } }
  public static void main(String[] args) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    Validator v = Validation.buildDefaultValidatorFactory().getValidator();
    Bean b = new Bean(); b.name = "x"; b.lo = 12; b.hi = 3; b.in.add(new Inner(" ")); b.in.add(null);
    print(v.validate(b)); print(v.validate(b, Strict.class)); print(v.validateProperty(b, "name")); print(v.validateValue(Bean.class, "hi", 5));
    ExecutableValidator e = v.forExecutables(); print(e.validateParameters(new Svc(), Svc.class.getMethod("call", String.class, int.class), new Object[] {null, -1})); print(e.validateReturnValue(new Svc(), Svc.class.getMethod("call", String.class, int.class), ""));
    System.out.println(v.getConstraintsForClass(Bean.class).getConstrainedProperties().size());
    try { v.validate(null); } catch (IllegalArgumentException x) { System.out.println(x.getMessage()); }
    Locale.setDefault(Locale.GERMAN); print(Validation.byDefaultProvider().configure().buildValidatorFactory().getValidator().validateProperty(b, "name"));
  }
  static void print(Set<? extends ConstraintViolation<?>> s) { s.stream().map(c -> c.getPropertyPath() + ": " + c.getMessage()).sorted().forEach(System.out::println); System.out.println("--"); }
}
