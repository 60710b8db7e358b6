import jakarta.servlet.http.*;
import java.io.File;
import java.net.URI;
import java.net.http.*;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

public class Driver {
  public static class Hello extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest q, HttpServletResponse r) throws java.io.IOException {
      q.getSession().setAttribute("k", "v");
      r.getWriter().println("hello " + q.getParameter("name"));
      r.addCookie(new Cookie("c", "d"));
    }
  }

  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir("base");
    tomcat.setPort(0);
    new File("base/webapps").mkdirs();
    Context context = tomcat.addContext("", new File(".").getAbsolutePath());
    Tomcat.addServlet(context, "hello", new Hello());
    context.addServletMappingDecoded("/hello", "hello");
    tomcat.getConnector();
    tomcat.start();
    String base = "http://localhost:" + tomcat.getConnector().getLocalPort();
    HttpClient client = HttpClient.newHttpClient();
    for (String path : new String[] {"/hello?name=x", "/missing"}) {
      var answer = client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
      System.out.println(answer.statusCode() + " " + answer.body().replaceAll("(?s)<style.*?</style>", ""));
    }
    tomcat.stop();
    tomcat.destroy();
  }
}
