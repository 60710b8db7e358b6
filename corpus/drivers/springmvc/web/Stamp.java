package web;

import jakarta.servlet.*;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

public class Stamp implements Filter {
  @Override public void doFilter(ServletRequest q, ServletResponse s, FilterChain c) throws IOException, ServletException { ((HttpServletResponse) s).setHeader("X-Stamp", "1"); c.doFilter(q, s); }
}
