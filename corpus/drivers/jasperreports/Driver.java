import java.io.*;
import java.util.*;
import net.sf.jasperreports.engine.*;
import net.sf.jasperreports.engine.data.*;
import net.sf.jasperreports.engine.export.*;
import net.sf.jasperreports.export.*;

public class Driver {
  public static class Row { private final String name; private final double price; public Row(String n, double p) { name = n; price = p; } public String getName() { return name; } public double getPrice() { return price; } }
  public static void main(String[] args) throws Exception {
    JasperReport r = JasperCompileManager.compileReport(Driver.class.getResourceAsStream("/r.jrxml"));
    JasperPrint p = JasperFillManager.fillReport(r, new HashMap<>(Map.of("title", "T")), new JRBeanCollectionDataSource(List.of(new Row("a", 1.5), new Row("b", 2), new Row("b", 4))));
    System.out.println(p.getPages().size());
    for (JRPrintElement e : p.getPages().get(0).getElements()) if (e instanceof JRPrintText t) System.out.println(t.getX() + "," + t.getY() + " " + t.getFullText());
    StringWriter w = new StringWriter(); JRCsvExporter x = new JRCsvExporter(); x.setExporterInput(new SimpleExporterInput(p)); x.setExporterOutput(new SimpleWriterExporterOutput(w)); x.exportReport(); System.out.print(w);
    System.out.println(JasperExportManager.exportReportToXml(p).length() > 500);
    try { JasperCompileManager.compileReport(new ByteArrayInputStream(new String(Driver.class.getResourceAsStream("/r.jrxml").readAllBytes()).replace("$F{price} * 2", "$F{nope}").getBytes())); } catch (JRException e) { System.out.println(e.getMessage().lines().count() > 1); }
  }
}
