object S extends App { case class P(n: Int, s: String); sealed trait T; case object A extends T
  def f[A: Ordering](xs: List[A]) = xs.sorted.headOption
  println(f(List(3, 1)).map(_ + 1)); for { i <- 1 to 3; if i % 2 == 1 } println(P(i, s"v$i"))
  (A: T) match { case A => println("a") }
  val bad = new { def x = 1 } }
