package a;
import java.util.*;
public class A {
  public int X = 3;
	private final static String s="a";
  /** Doc */
  public void M(final int a,int b) { if (a>b) return; switch (a) { case 1: break; } }
}
