package org.publicdatamesh.catalog.bulk;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Tables as a department would fill them in, and files that nobody should send. */
final class Tables {
    static final List<String> HEADERS = List.of(
            "序号", "目录名称", "目录摘要", "分类代码", "数据分级", "共享类型", "共享条件", "共享依据名称", "共享依据条款", "更新周期", "数据项名称", "数据项标识", "数据类型",
            "数据长度", "是否主键", "是否必填", "校验规则", "数据项分级", "识别对象", "脱敏方式", "参编单位");

    private final List<List<String>> rows = new ArrayList<>();

    /** An empty table with the usual columns. */
    static Tables empty() {
        return new Tables();
    }

    /** Adds an entry with a code and a name. */
    Tables entry(int number, String name) {
        rows.add(cells(Map.of("序号", "" + number, "目录名称", name)));
        rows.add(cells(Map.of("序号", "", "数据项名称", "名称", "数据项标识", "name", "是否主键", "否", "目录名称", "", "数据长度", "100")));
        return this;
    }

    /** Sets a cell of a row, the header's being 1. */
    Tables with(int row, String column, String text) {
        rows.get(row - 2).set(HEADERS.indexOf(column), text);
        return this;
    }

    Tables row(List<String> cells) {
        rows.add(new ArrayList<>(cells));
        return this;
    }

    int size() {
        return rows.size();
    }

    private static List<String> cells(Map<String, String> stated) {
        boolean first = !stated.getOrDefault("序号", "").isEmpty();
        Map<String, String> cells = new LinkedHashMap<>();
        HEADERS.forEach(header -> cells.put(header, ""));
        if (first) {
            cells.putAll(Map.of("目录摘要", "全区行政村和社区的统计代码与名称", "分类代码", "106011", "数据分级", "2", "更新周期", "每年"));
        }
        cells.putAll(Map.of(
                "数据项名称", "统计代码",
                "数据项标识", "code",
                "数据类型", "文本",
                "数据长度", "12",
                "是否主键", "是",
                "是否必填", "是",
                "校验规则", "无",
                "数据项分级", "1",
                "识别对象", "无",
                "脱敏方式", "不脱敏"));
        cells.putAll(stated);
        return new ArrayList<>(cells.values());
    }

    String text() {
        StringWriter text = new StringWriter();
        try (CsvWriter out = CsvWriter.builder().build(text)) {
            out.writeRecord(HEADERS);
            rows.forEach(out::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    byte[] csv() {
        return csv(StandardCharsets.UTF_8);
    }

    byte[] csv(Charset charset) {
        return text().getBytes(charset);
    }

    byte[] xlsx() {
        return xlsx(sheet -> {});
    }

    /** As a workbook that something more is done to. */
    byte[] xlsx(Consumer<Worksheet> more) {
        return book(book -> {
            Worksheet sheet = book.newWorksheet("目录");
            fill(sheet);
            more.accept(sheet);
        });
    }

    void fill(Worksheet sheet) {
        for (int i = 0; i < HEADERS.size(); i++) {
            sheet.value(0, i, HEADERS.get(i));
        }
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < HEADERS.size(); i++) {
                String text = rows.get(row).get(i);
                if (text.matches("\\d{1,6}")) {
                    sheet.value(row + 1, i, Integer.valueOf(text));
                } else if (!text.isEmpty()) {
                    sheet.value(row + 1, i, text);
                }
            }
        }
    }

    static byte[] book(Consumer<Workbook> content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Test", "1.0")) {
            content.accept(book);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes a part of a packed file. */
    interface Part {
        void write(ZipOutputStream to) throws IOException;
    }

    /** The workbook with a part replaced. */
    static byte[] replaced(byte[] workbook, String name, Part part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream to = new ZipOutputStream(out)) {
            Map<String, byte[]> parts = parts(workbook);
            if (!parts.containsKey(name)) {
                throw new AssertionError("no part " + name + " in " + parts.keySet());
            }
            for (Map.Entry<String, byte[]> each : parts.entrySet()) {
                to.putNextEntry(new ZipEntry(each.getKey()));
                if (each.getKey().equals(name)) {
                    part.write(to);
                } else {
                    to.write(each.getValue());
                }
                to.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The workbook with texts replaced in a part. */
    static byte[] replaced(byte[] workbook, String name, String before, String after) {
        return replaced(workbook, name, to -> {
            String text = new String(parts(workbook).getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
            if (!text.contains(before)) {
                throw new AssertionError(name + " has no " + before + ": " + text);
            }
            to.write(text.replace(before, after).getBytes(StandardCharsets.UTF_8));
        });
    }

    /** The workbook with a part in another encoding. */
    static byte[] encoded(byte[] workbook, String name, Charset charset) {
        return replaced(workbook, name, to -> {
            String text = new String(parts(workbook).getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
            to.write(text.replaceFirst("encoding=\"[^\"]*\"", "encoding=\"" + charset.name() + "\"")
                    .getBytes(charset));
        });
    }

    private static Map<String, byte[]> parts(byte[] workbook) throws IOException {
        Path file = Files.createTempFile("workbook-", ".xlsx");
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try {
            Files.write(file, workbook);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        } finally {
            Files.delete(file);
        }
        return parts;
    }
}
