package org.publicdatamesh.catalog.resource.check;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.bulk.CellText;
import org.publicdatamesh.catalog.resource.measure.Measurement;
import org.publicdatamesh.kit.event.catalog.ResourceKind;

/** Results of a round as CSV (RFC 4180) in UTF-8 with byte order mark. */
final class RoundTable {
    private static final List<String> HEADERS =
            List.of("资源编号", "资源名称", "资源类型", "目录编号", "目录版本", "提供单位", "检查结果", "不符合项", "数据行数", "字节数", "最近更新", "检查时间");

    private final CsvWriter out;

    RoundTable(OutputStream to) throws IOException {
        OutputStreamWriter text = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        text.write('\uFEFF');
        out = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        out.writeRecord(HEADERS);
    }

    /**
     * A result.
     *
     * @param name the resource's name
     * @param kind its kind
     */
    record Result(Check check, String name, ResourceKind kind) {}

    void row(Result result) {
        Check check = result.check();
        Measurement measured = check.measurement();
        out.writeRecord(Stream.of(
                        check.resourceId.toString(),
                        result.name(),
                        word(result.kind()),
                        check.entryId.toString(),
                        Objects.toString(check.entryVersion, ""),
                        check.unit,
                        word(check),
                        measured == null
                                ? ""
                                : CellText.lines(measured.deviations().stream()
                                        .map(one -> one.message("zh"))
                                        .toList()),
                        measured == null ? "" : Objects.toString(measured.rows(), ""),
                        measured == null ? "" : Objects.toString(measured.bytes(), ""),
                        measured == null ? "" : Objects.toString(measured.renewedAt(), ""),
                        Objects.toString(check.measuredAt, ""))
                .map(CellText::guarded)
                .toList());
    }

    /** Ends the table; without this, what broke off does not look whole. */
    void close() throws IOException {
        out.close();
    }

    private static String word(Check check) {
        if (check.state != CheckState.DONE) {
            return "待检查";
        }
        return word(check.passed);
    }

    private static String word(@Nullable Boolean passed) {
        if (passed == null) {
            return "已停用";
        }
        return passed ? "符合" : "不符合";
    }

    private static String word(ResourceKind kind) {
        return switch (kind) {
            case TABLE -> "库表";
            case SERVICE -> "服务接口";
            case MODEL -> "模型";
            case FILE -> "文件";
        };
    }
}
