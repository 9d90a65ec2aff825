package org.publicdatamesh.bench;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names of entries and queries, the same in each run: the region's real prefectures, counties and townships, each with what
 * departments keep.
 */
final class SearchNames {
    /** What a department keeps: its unit's name, a theme, the thing, and data items of it. */
    private record Subject(String unit, String theme, String thing, List<String> items) {}

    /**
     * An entry as it is made.
     *
     * @param content what the catalogue stores
     */
    record Entry(String name, String unit, String classification, String summary, List<String> items, String content) {}

    private static final List<String> FORMS = List.of("名录", "统计信息", "登记信息", "检查记录");
    private static final List<Subject> SUBJECTS = List.of(
            subject("民政厅", "社会救助", "低保对象", "保障金额", "开始日期"),
            subject("民政厅", "养老服务", "养老机构", "床位数", "机构等级"),
            subject("民政厅", "行政区划", "村居", "区划代码", "驻地名称"),
            subject("教育厅", "基础教育", "中小学校", "学校标识码", "在校生数"),
            subject("教育厅", "学前教育", "幼儿园", "办园类型", "班级数"),
            subject("卫生健康委员会", "医疗卫生", "医疗机构", "床位数", "诊疗科目"),
            subject("卫生健康委员会", "疾病预防", "疫苗接种", "接种日期", "疫苗批号"),
            subject("自然资源厅", "土地管理", "建设用地", "宗地面积", "用途"),
            subject("自然资源厅", "不动产", "不动产权", "权证编号", "坐落"),
            subject("交通运输厅", "道路运输", "客运车辆", "车牌号", "核定载客"),
            subject("交通运输厅", "公路", "农村公路", "路线编号", "里程"),
            subject("水利厅", "水资源", "取水许可", "许可水量", "有效期"),
            subject("水利厅", "防汛", "水库", "总库容", "汛限水位"),
            subject("农业农村厅", "畜牧业", "牲畜存栏", "品种", "存栏数"),
            subject("农业农村厅", "种植业", "青稞种植", "播种面积", "产量"),
            subject("生态环境厅", "环境质量", "空气质量", "监测站点", "细颗粒物浓度"),
            subject("生态环境厅", "污染防治", "排污许可", "许可证编号", "排放口"),
            subject("市场监督管理局", "市场主体", "企业登记", "统一社会信用代码", "注册资本"),
            subject("市场监督管理局", "食品安全", "食品经营许可", "许可证编号", "经营项目"),
            subject("人力资源和社会保障厅", "就业", "就业登记", "登记日期", "就业形式"),
            subject("人力资源和社会保障厅", "社会保险", "养老保险参保", "参保日期", "缴费基数"),
            subject("住房和城乡建设厅", "住房保障", "公共租赁住房", "房源地址", "面积"),
            subject("住房和城乡建设厅", "建筑业", "施工许可", "工程名称", "合同工期"),
            subject("应急管理厅", "安全生产", "危险化学品企业", "储存品种", "许可证编号"),
            subject("应急管理厅", "救灾", "避难场所", "容纳人数", "场所面积"),
            subject("文化和旅游厅", "旅游", "旅游景区", "景区等级", "开放时间"),
            subject("文化和旅游厅", "文化遗产", "非物质文化遗产", "项目类别", "传承地"),
            subject("林业和草原局", "草原", "草原生态补助", "补助面积", "补助标准"),
            subject("气象局", "气象", "气象观测", "站号", "日降水量"),
            subject("税务局", "税收", "纳税信用", "信用等级", "评价年度"),
            subject("公安厅", "户籍", "户籍人口", "户数", "人口数"),
            subject("残疾人联合会", "残疾人服务", "残疾人证", "残疾类别", "残疾等级"));

    private final List<String> divisions;
    private final List<String> shortDivisions;

    SearchNames(Path data) throws IOException {
        divisions = new ArrayList<>();
        shortDivisions = new ArrayList<>();
        List<String[]> counties = rows(data.resolve("xizang-counties.csv"));
        for (String file : List.of("xizang-prefectures.csv", "xizang-counties.csv", "xizang-townships.csv")) {
            for (String[] row : rows(data.resolve(file))) {
                boolean township = file.contains("township");
                divisions.add(township ? county(counties, row[2]) + row[1] : row[1]);
                shortDivisions.add(row[1].replaceFirst("(?<=..)(市|地区|区|县|镇|乡|街道)$", ""));
            }
        }
    }

    private static Subject subject(String unit, String theme, String thing, String... items) {
        return new Subject(unit, theme, thing, List.of(items));
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> line.replace("\"", "").split(",", -1))
                .toList();
    }

    private static String county(List<String[]> counties, String code) {
        return counties.stream()
                .filter(row -> row[0].equals(code))
                .map(row -> row[1])
                .findFirst()
                .orElse("");
    }

    /** The things that departments keep. */
    static List<String> things() {
        return SUBJECTS.stream().map(Subject::thing).toList();
    }

    /** How many different entries there are. */
    int most() {
        return divisions.size() * SUBJECTS.size() * FORMS.size();
    }

    /** Entry number {@code nr}, from 0 to {@link #most}; neighbours differ in everything. */
    Entry entry(int nr) {
        Subject subject = SUBJECTS.get(nr % SUBJECTS.size());
        String form = FORMS.get(nr / SUBJECTS.size() % FORMS.size());
        String division = divisions.get(nr / (SUBJECTS.size() * FORMS.size()));
        String name = division + subject.thing() + form;
        String classification =
                String.format(java.util.Locale.ROOT, "3%02d%03d", nr % SUBJECTS.size() + 1, FORMS.indexOf(form) + 1);
        String summary = subject.unit() + "按" + subject.theme() + "职责采集的" + division + "范围内" + subject.thing() + "的"
                + form + ",含" + String.join("、", subject.items()) + "等。";
        String unit = "unit-" + (nr % SUBJECTS.size() + 1);
        List<String> items = new ArrayList<>(List.of("序号"));
        items.addAll(subject.items());
        return new Entry(name, unit, classification, summary, items, content(name, summary, classification, nr, items));
    }

    private static String content(String name, String summary, String classification, int nr, List<String> items) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            all.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"f")
                    .append(i)
                    .append("\",\"label\":")
                    .append(quoted(items.get(i)))
                    .append(",\"type\":\"text\",\"length\":100,\"key\":")
                    .append(i == 0)
                    .append(
                            ",\"required\":true,\"check\":\"none\",\"grade\":1,\"identifies\":\"nobody\",\"mask\":\"none\"}");
        }
        return "{\"name\":{\"zh\":" + quoted(name) + "},\"summary\":" + quoted(summary)
                + ",\"kind\":\"" + List.of("base", "theme", "department").get(nr % 3) + "\",\"classification\":\""
                + classification + "\",\"grade\":" + (nr % 3 + 1)
                + ",\"shareType\":\"unconditional\",\"shareConditions\":[],\"legalBasis\":[],\"openType\":\""
                + List.of("not-open", "unconditional").get(nr % 2) + "\",\"updateCycle\":\""
                + List.of("daily", "monthly", "quarterly", "yearly").get(nr % 4) + "\",\"items\":[" + all + "]}";
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** Different queries of 1 to 6 words, as many of each length. */
    List<String> queries(int count) {
        Random random = new Random(20261126);
        Set<String> queries = new TreeSet<>();
        for (int i = 0; queries.size() < count; i++) {
            int nr = random.nextInt(most());
            Subject subject = SUBJECTS.get(nr % SUBJECTS.size());
            List<String> words = new ArrayList<>(List.of(
                    subject.thing(),
                    shortDivisions.get(nr / (SUBJECTS.size() * FORMS.size())),
                    FORMS.get(nr / SUBJECTS.size() % FORMS.size()),
                    subject.theme(),
                    subject.items().getFirst(),
                    subject.unit()));
            List<String> chosen = words.subList(0, i % 6 + 1);
            Collections.shuffle(chosen, random);
            queries.add(String.join(" ", chosen));
            if (i % 6 == 0) {
                // There are few single things; single divisions there are many.
                queries.add(
                        words.contains(shortDivisions.get(i % shortDivisions.size()))
                                ? subject.thing()
                                : shortDivisions.get(i % shortDivisions.size()));
            }
        }
        List<String> all = new ArrayList<>(queries);
        Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, count));
    }
}
