package org.publicdatamesh.catalog.bulk;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** XLSX with every cell as text, so that codes keep their zeros and nothing is taken for a formula. */
final class XlsxWriting implements TableWriter {
    /** A sheet has room for 1,048,576 rows; an entry's rows stay together. */
    private static final int SHEET_ROWS = 1_000_000;

    private static final int FLUSH = 500;
    private static final int CHOICE_ROWS = 5_000;

    private final Workbook book;
    private Worksheet sheet;
    private int sheets;
    private int row;

    XlsxWriting(OutputStream to) throws IOException {
        book = new Workbook(to, "PublicDataMesh", "1.0");
        sheet = begin();
    }

    private Worksheet begin() {
        sheets++;
        Worksheet begun = book.newWorksheet(sheets == 1 ? "目录" : "目录" + sheets);
        begun.freezePane(0, 1);
        for (int i = 0; i < Column.ALL.size(); i++) {
            begun.width(i, 16);
            begun.inlineString(0, i, Column.ALL.get(i).header);
            begun.style(0, i).bold().set();
        }
        row = 1;
        return begun;
    }

    @Override
    public void write(List<List<String>> rows) throws IOException {
        if (row + rows.size() > SHEET_ROWS) {
            sheet.finish();
            sheet = begin();
        }
        for (List<String> cells : rows) {
            for (int i = 0; i < cells.size(); i++) {
                if (!cells.get(i).isEmpty()) {
                    sheet.inlineString(row, i, XlsxFile.escaped(cells.get(i)));
                }
            }
            if (++row % FLUSH == 0) {
                sheet.flush();
            }
        }
    }

    @Override
    public void template() throws IOException {
        for (int i = 0; i < Column.ALL.size(); i++) {
            Words<?> words = Column.ALL.get(i).words;
            if (words != null) {
                sheet.range(1, i, CHOICE_ROWS, i)
                        .validateWithListByFormula("\"" + String.join(",", words.all()) + "\"");
            }
        }
        sheet.finish();
        sheet = book.newWorksheet(XlsxFile.NOTES);
        note(0, "列名", "必填", "可选值", "说明");
        for (int i = 0; i < Column.ALL.size(); i++) {
            Column column = Column.ALL.get(i);
            Words<?> words = column.words;
            note(
                    i + 1,
                    column.header,
                    column.required ? "是" : "否",
                    words == null ? "" : String.join("、", words.all()),
                    column.hint);
        }
        note(Column.ALL.size() + 2, "每行填写一个数据项;目录的属性填写在其首行,其余行留空或重复填写。");
    }

    private void note(int at, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            sheet.inlineString(at, i, cells[i]);
        }
    }

    @Override
    public void close() throws IOException {
        sheet.finish();
        book.close();
    }
}
