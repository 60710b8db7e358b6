import jakarta.servlet.http.*;
import java.net.URI;
import java.net.http.*;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.*;

public class Driver {
  public static class Hello extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest q, HttpServletResponse r) throws java.io.IOException {
      Integer n = (Integer) q.getSession().getAttribute("n");
      q.getSession().setAttribute("n", n == null ? 1 : n + 1);
      r.setContentType("text/plain;charset=utf-8");
      r.getWriter().println("hello " + q.getParameter("name") + " " + q.getPathInfo());
    }

    @Override
    protected void doPost(HttpServletRequest q, HttpServletResponse r) throws java.io.IOException {
      r.sendError(418, "teapot " + q.getReader().readLine());
    }
  }

  public static void main(String[] args) throws Exception {
    Server server = new Server(0);
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    context.setContextPath("/app");
    context.addServlet(Hello.class, "/hello/*");
    context.addServlet(new ServletHolder("default", DefaultServlet.class), "/");
    context.setResourceBase(".");
    server.setHandler(context);
    server.start();
    String base = "http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + "/app";
    HttpClient client = HttpClient.newHttpClient();
    var get = client.send(HttpRequest.newBuilder(URI.create(base + "/hello/x?name=b%20c")).build(), HttpResponse.BodyHandlers.ofString());
    System.out.println(get.statusCode() + " " + get.body() + get.headers().firstValue("content-type"));
    var post = client.send(HttpRequest.newBuilder(URI.create(base + "/hello")).POST(HttpRequest.BodyPublishers.ofString("tea")).build(), HttpResponse.BodyHandlers.ofString());
    System.out.println(post.statusCode() + " " + post.body().contains("teapot tea"));
    var none = client.send(HttpRequest.newBuilder(URI.create(base + "/none")).build(), HttpResponse.BodyHandlers.ofString());
    System.out.println(none.statusCode());
    server.stop();
  }
}
