import jakarta.jms.*;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;

public class Driver {
  public record Thing(String a, int b) implements java.io.Serializable {}
  public static void main(String[] args) throws Exception {
    BrokerService b = new BrokerService(); b.setPersistent(false); b.setUseJmx(false); b.setBrokerName("b"); b.addConnector("tcp://localhost:0"); b.start();
    for (String url : new String[] {"vm://b?create=false", "failover:(" + b.getTransportConnectors().get(0).getPublishableConnectString() + ")?timeout=3000"}) {
      ActiveMQConnectionFactory f = new ActiveMQConnectionFactory(url); f.setTrustAllPackages(true);
      try (Connection c = f.createConnection()) {
        c.start(); Session s = c.createSession(false, Session.AUTO_ACKNOWLEDGE); Queue q = s.createQueue("q"); Topic t = s.createTopic("t");
        MessageConsumer tc = s.createConsumer(t), qc = s.createConsumer(q, "n > 1"); MessageProducer p = s.createProducer(q);
        for (int i = 0; i < 3; i++) { TextMessage m = s.createTextMessage("m" + i); m.setIntProperty("n", i); p.send(m); }
        System.out.println(((TextMessage) qc.receive(3000)).getText() + " " + qc.receive(50)); qc.close(); qc = s.createConsumer(q);
        System.out.println(((TextMessage) qc.receive(3000)).getText() + ((TextMessage) qc.receive(3000)).getText());
        s.createProducer(t).send(s.createObjectMessage(new Thing("x", 1))); System.out.println(((ObjectMessage) tc.receive(3000)).getObject());
        MapMessage m = s.createMapMessage(); m.setString("k", "v"); m.setDouble("d", 1.5); p.send(m); System.out.println(((MapMessage) qc.receive(3000)).getDouble("d"));
        Session tx = c.createSession(true, Session.SESSION_TRANSACTED); tx.createProducer(q).send(tx.createTextMessage("rolled")); tx.rollback(); System.out.println(qc.receive(50));
        QueueBrowser br = s.createBrowser(q); System.out.println(br.getEnumeration().hasMoreElements());
        try { s.createConsumer(q, "n >"); } catch (InvalidSelectorException e) { System.out.println(e.getMessage()); }
      }
    }
    b.stop(); b.waitUntilStopped();
    try { new ActiveMQConnectionFactory("nope://x").createConnection(); } catch (JMSException e) { System.out.println(e.getMessage()); }
    try { new ActiveMQConnectionFactory("tcp://localhost:1").createConnection().start(); } catch (JMSException e) { System.out.println(e.getMessage().split("\\.")[0]); }
  }
}
