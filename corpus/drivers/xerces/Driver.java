import java.io.*;
import javax.xml.parsers.*;
import javax.xml.transform.*;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.*;

public class Driver {
  public static void main(String[] args) throws Exception {
    DocumentBuilderFactory f = DocumentBuilderFactory.newInstance();
    System.out.println(f.getClass().getName());
    var d = f.newDocumentBuilder().parse(new ByteArrayInputStream("<!DOCTYPE r [<!ENTITY e 'ent'>]><r a='1'><b>&e;</b><c/><b>2</b></r>".getBytes()));
    System.out.println(d.getElementsByTagName("b").getLength() + d.getDocumentElement().getTextContent());
    TransformerFactory tf = TransformerFactory.newInstance();
    System.out.println(tf.getClass().getName());
    String xsl = "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:output method='xml' indent='yes'/><xsl:template match='/'><o><xsl:for-each select='//b'><xsl:sort order='descending'/><x n='{position()}'><xsl:value-of select=\"concat(., '-', string-length(.))\"/></x></xsl:for-each></o></xsl:template></xsl:stylesheet>";
    StringWriter w = new StringWriter();
    tf.newTransformer(new StreamSource(new StringReader(xsl))).transform(new DOMSource(d), new StreamResult(w));
    System.out.println(w);
    SAXParserFactory.newInstance().newSAXParser().parse(new ByteArrayInputStream("<a><b/></a>".getBytes()), new org.xml.sax.helpers.DefaultHandler() { @Override public void startElement(String u, String l, String q, org.xml.sax.Attributes a) { System.out.println(q); } });
    try { f.newDocumentBuilder().parse(new ByteArrayInputStream("<a>".getBytes())); } catch (org.xml.sax.SAXException e) { System.out.println(e.getMessage()); }
    System.out.println(javax.xml.xpath.XPathFactory.newInstance().newXPath().evaluate("count(//b)", d));
  }
}
