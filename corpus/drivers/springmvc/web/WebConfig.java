package web;

import org.springframework.context.annotation.*;
import org.springframework.web.servlet.config.annotation.*;
import org.springframework.web.servlet.*;
import jakarta.servlet.http.*;

@Configuration @EnableWebMvc @ComponentScan
public class WebConfig implements WebMvcConfigurer {
  @Override public void addInterceptors(InterceptorRegistry r) {
    r.addInterceptor(new HandlerInterceptor() { @Override public boolean preHandle(HttpServletRequest q, HttpServletResponse s, Object h) { System.out.println("> " + q.getMethod() + " " + q.getRequestURI()); return true; } });
  }
}
