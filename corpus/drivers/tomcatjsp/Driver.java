import java.io.*;
import java.net.URI;
import java.net.http.*;
import java.nio.file.*;
import java.util.*;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

public class Driver {
  public static class Hi extends javax.servlet.http.HttpServlet { @Override protected void doGet(javax.servlet.http.HttpServletRequest q, javax.servlet.http.HttpServletResponse s) throws IOException, javax.servlet.ServletException { q.setAttribute("list", List.of(1, 2, 3)); q.getRequestDispatcher("/b.jsp").forward(q, s); } }
  public static void main(String[] args) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    Path base = Files.createTempDirectory("tc"), web = Files.createDirectory(base.resolve("web"));
    Files.writeString(web.resolve("a.jsp"), "<%@ page import=\"java.util.*\" %><jsp:useBean id=\"b\" class=\"model.Bean\"/><jsp:setProperty name=\"b\" property=\"*\"/><%! int twice(int x) { return 2 * x; } %><p>${b.name} <%= twice(21) %> ${1 + 2 gt 2 ? 'yes' : 'no'} ${param.name} <jsp:getProperty name=\"b\" property=\"name\"/></p><jsp:include page=\"c.jsp\"/>\n");
    Files.writeString(web.resolve("b.jsp"), "<% for (Object o : (java.util.List<?>) request.getAttribute(\"list\")) { %>[<%= o %>]<% } %>${list[1]} ${list.stream().map(x -> x * 2).sum()} ${sessionScope.x}\n");
    Files.writeString(web.resolve("c.jsp"), "included ${header['X-H']}");
    Files.writeString(web.resolve("bad.jsp"), "<% int x = \"s\"; %>");
    Files.createDirectory(web.resolve("WEB-INF"));
    Files.writeString(web.resolve("WEB-INF/web.xml"), "<web-app xmlns=\"http://xmlns.jcp.org/xml/ns/javaee\" version=\"4.0\"><servlet><servlet-name>hi</servlet-name><servlet-class>Driver$Hi</servlet-class></servlet><servlet-mapping><servlet-name>hi</servlet-name><url-pattern>/hi</url-pattern></servlet-mapping><error-page><error-code>404</error-code><location>/c.jsp</location></error-page></web-app>");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    Context context = tomcat.addWebapp("", web.toString());
    tomcat.start();
    System.out.println(context.getState());
    int port = tomcat.getConnector().getLocalPort();
    for (String path : new String[] {"/a.jsp?name=n1", "/a.jsp", "/hi", "/none", "/bad.jsp"}) {
      HttpResponse<String> r = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("X-H", "h").build(), HttpResponse.BodyHandlers.ofString());
      System.out.println(r.statusCode() + " " + r.headers().firstValue("Content-Type").orElse("-") + " " + (r.statusCode() == 500 ? r.body().contains("cannot convert") : r.body().strip()));
    }
    tomcat.stop();
    tomcat.destroy();
  }
}
