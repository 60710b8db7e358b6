import java.io.*;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.*;
import org.apache.pdfbox.pdmodel.font.*;
import org.apache.pdfbox.text.PDFTextStripper;

public class Driver {
  public static void main(String[] args) throws Exception {
    ByteArrayOutputStream o = new ByteArrayOutputStream();
    try (PDDocument d = new PDDocument()) {
      PDPage p = new PDPage(); d.addPage(p);
      try (PDPageContentStream s = new PDPageContentStream(d, p)) { s.beginText(); s.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12); s.newLineAtOffset(50, 700); s.showText("Hello, PDF"); s.endText(); }
      d.getDocumentInformation().setTitle("t");
      d.save(o);
    }
    try (PDDocument d = Loader.loadPDF(o.toByteArray())) { System.out.println(d.getNumberOfPages() + new PDFTextStripper().getText(d) + d.getDocumentInformation().getTitle()); }
  }
}
