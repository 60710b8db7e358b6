import java.io.*;
import org.apache.poi.ss.usermodel.*;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

public class Driver {
  public static void main(String[] args) throws Exception {
    ByteArrayOutputStream o = new ByteArrayOutputStream();
    try (Workbook w = new XSSFWorkbook()) {
      Sheet s = w.createSheet("one");
      for (int i = 0; i < 3; i++) { Row r = s.createRow(i); r.createCell(0).setCellValue(i * 1.5); r.createCell(1).setCellValue("t" + i); }
      s.createRow(3).createCell(0).setCellFormula("SUM(A1:A3)*MAX(1,2)");
      System.out.println(w.getCreationHelper().createFormulaEvaluator().evaluate(s.getRow(3).getCell(0)).getNumberValue());
      w.write(o);
    }
    try (Workbook w = WorkbookFactory.create(new ByteArrayInputStream(o.toByteArray()))) { for (Row r : w.getSheetAt(0)) for (Cell c : r) System.out.println(c.getAddress() + " " + c.getCellType() + " " + new DataFormatter().formatCellValue(c)); }
  }
}
