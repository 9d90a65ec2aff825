package org.publicdatamesh.catalog.lists;

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
import org.publicdatamesh.catalog.bulk.Words;
import org.publicdatamesh.catalog.resource.Freshness;
import org.publicdatamesh.catalog.resource.ResourceState;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.ResourceKind;

/** A list as CSV (RFC 4180) in UTF-8, with the byte order mark that spreadsheet programs need to know it by. */
public final class ListTable {
    static final List<String> LISTED = List.of("目录代码", "目录名称", "提供单位", "数据分级", "共享类型", "共享条件", "共享依据", "更新周期", "发布时间");
    /** Headers of {@link #inventoried}. */
    public static final List<String> INVENTORY =
            List.of("目录代码", "目录名称", "提供单位", "更新周期", "发布时间", "资源类型", "资源名称", "信息系统", "挂接时间", "最近更新", "更新状态", "资源状态");

    private final OutputStreamWriter text;
    private final CsvWriter out;

    /** Begins a table with the mark. */
    public ListTable(OutputStream to) throws IOException {
        text = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        text.write('\uFEFF');
        out = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
    }

    /** Writes the row of headers. */
    public void header(List<String> headers) {
        out.writeRecord(headers);
    }

    void listed(ListedEntry entry) {
        row(Stream.of(
                entry.code(),
                entry.name().zh(),
                entry.unit(),
                String.valueOf(entry.grade()),
                Words.SHARE_TYPE.write(entry.shareType()),
                CellText.lines(entry.shareConditions()),
                CellText.lines(entry.legalBasis().stream().map(ListTable::word).toList()),
                Words.UPDATE_CYCLE.write(entry.updateCycle()),
                entry.since().toString()));
    }

    /** A row for each resource; one without where there is none. */
    public void inventoried(InventoriedEntry entry) {
        if (entry.resources().isEmpty()) {
            row(Stream.concat(of(entry), Stream.of("", "", "", "", "", "", "")));
        }
        for (InventoriedEntry.State resource : entry.resources()) {
            row(Stream.concat(
                    of(entry),
                    Stream.of(
                            word(resource.kind()),
                            resource.name(),
                            resource.informationSystem(),
                            resource.attachedAt().toString(),
                            Objects.toString(resource.renewedAt(), ""),
                            word(resource.freshness()),
                            word(resource.state()))));
        }
    }

    /** Ends the table; without this, what broke off does not look whole. */
    public void close() throws IOException {
        out.close();
    }

    private static Stream<String> of(InventoriedEntry entry) {
        return Stream.of(
                entry.code(),
                entry.name().zh(),
                entry.unit(),
                Words.UPDATE_CYCLE.write(entry.updateCycle()),
                entry.since().toString());
    }

    private void row(Stream<String> cells) {
        out.writeRecord(cells.map(CellText::guarded).toList());
    }

    private static String word(LegalBasis basis) {
        return "《" + basis.title() + "》" + basis.article();
    }

    private static String word(ResourceKind kind) {
        return switch (kind) {
            case TABLE -> "库表";
            case SERVICE -> "服务接口";
            case MODEL -> "模型";
            case FILE -> "文件";
        };
    }

    private static String word(ResourceState state) {
        return switch (state) {
            case UNPROVEN -> "待自查";
            case USABLE -> "可用";
            case REPLACED -> "已替换";
            case WITHDRAWN -> "已撤下";
        };
    }

    private static String word(@Nullable Freshness freshness) {
        return switch (freshness) {
            case CURRENT -> "按期更新";
            case OVERDUE -> "逾期";
            case NEVER_LOADED -> "未入库";
            case NOT_MEASURED -> "不考核";
            case null -> "";
        };
    }
}
