package web;

import java.net.URI;
import java.net.http.*;
import org.eclipse.jetty.ee10.servlet.*;
import org.eclipse.jetty.server.*;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

public class Main {
  public static void main(String[] args) throws Exception {
    AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    context.register(WebConfig.class);
    Server server = new Server(0);
    ServletContextHandler handler = new ServletContextHandler("/");
    handler.addServlet(new ServletHolder(new DispatcherServlet(context)), "/");
    handler.addFilter(Stamp.class, "/api/*", java.util.EnumSet.of(jakarta.servlet.DispatcherType.REQUEST));
    server.setHandler(handler);
    server.start();
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    HttpClient client = HttpClient.newHttpClient();
    String base = "http://localhost:" + port;
    get(client, base + "/api/person/7?verbose=true");
    get(client, base + "/api/person/abc");
    get(client, base + "/api/person/99");
    get(client, base + "/api/none");
    get(client, base + "/text?when=2020-02-03");
    for (String body : new String[] {"{\"name\":\"eve\",\"age\":3}", "{\"name\":", "{\"name\":\"toolong-name\",\"age\":1}"}) {
      HttpResponse<String> r = client.send(HttpRequest.newBuilder(URI.create(base + "/api/person")).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
      System.out.println(r.statusCode() + " " + r.headers().firstValue("Location").orElse("-") + " " + (r.body().length() < 120 ? r.body() : "long"));
    }
    server.stop();
  }
  static void get(HttpClient client, String uri) throws Exception {
    HttpResponse<String> r = client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    System.out.println(r.statusCode() + " " + r.headers().firstValue("Content-Type").orElse("-") + " " + r.headers().firstValue("X-Stamp").orElse("-") + " " + (r.body().length() < 120 ? r.body() : "long"));
  }
}
