package shop;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.*;

@Aspect
public class Timing {
  int calls;
  @Around("execution(* shop.Orders.add*(..)) && args(title, ..)") public Object around(ProceedingJoinPoint p, String title) throws Throwable {
    calls++;
    System.out.println("-> " + p.getSignature().getName() + " " + title);
    return p.proceed();
  }
  @AfterThrowing(pointcut = "within(shop.Orders)", throwing = "e") public void failed(RuntimeException e) { System.out.println("failed " + e.getClass().getSimpleName()); }
}
