package org.publicdatamesh.local.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.publicdatamesh.parts.PartFailure;

/**
 * The region's real divisions, from {@code deploy/local/data}.
 *
 * @param villages every village, in the order of the file
 * @param counties every county with its prefecture, in the order of the file
 */
record Register(List<Village> villages, List<County> counties) {
    /** Columns of the village register. */
    static final List<String> VILLAGE_ITEMS = List.of(
            "code",
            "name",
            "township_code",
            "township_name",
            "county_code",
            "county_name",
            "prefecture_code",
            "prefecture_name");

    /** Columns of the register of counties. */
    static final List<String> COUNTY_ITEMS = List.of("code", "name", "prefecture_code", "prefecture_name");

    /** A village with what it lies in. */
    record Village(
            String code,
            String name,
            String townshipCode,
            String townshipName,
            String countyCode,
            String countyName,
            String prefectureCode,
            String prefectureName) {
        List<String> fields() {
            return List.of(
                    code, name, townshipCode, townshipName, countyCode, countyName, prefectureCode, prefectureName);
        }
    }

    /** A county with its prefecture. */
    record County(String code, String name, String prefectureCode, String prefectureName) {
        List<String> fields() {
            return List.of(code, name, prefectureCode, prefectureName);
        }
    }

    static Register read(Path folder) {
        Map<String, String> prefectures = names(folder, "xizang-prefectures.csv");
        Map<String, String> counties = names(folder, "xizang-counties.csv");
        Map<String, String> townships = names(folder, "xizang-townships.csv");
        List<Village> villages = new ArrayList<>();
        for (NamedCsvRecord row : rows(folder, "xizang-villages.csv")) {
            String township = row.getField("streetCode");
            String county = row.getField("areaCode");
            String prefecture = row.getField("cityCode");
            villages.add(new Village(
                    row.getField("code"),
                    row.getField("name"),
                    township,
                    known(townships, township),
                    county,
                    known(counties, county),
                    prefecture,
                    known(prefectures, prefecture)));
        }
        List<County> all = new ArrayList<>();
        for (NamedCsvRecord row : rows(folder, "xizang-counties.csv")) {
            String prefecture = row.getField("cityCode");
            all.add(new County(row.getField("code"), row.getField("name"), prefecture, known(prefectures, prefecture)));
        }
        return new Register(List.copyOf(villages), List.copyOf(all));
    }

    /** The village with that code. */
    Village village(String code) {
        return villages.stream()
                .filter(village -> village.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new DoesNotHold("the data have no village " + code));
    }

    /** As a CSV file (RFC 4180). */
    static byte[] csv(List<String> header, Stream<List<String>> rows) {
        StringBuilder file = new StringBuilder(String.join(",", header)).append("\r\n");
        rows.forEach(row -> file.append(
                        String.join(",", row.stream().map(Register::quoted).toList()))
                .append("\r\n"));
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String field) {
        return field.matches("(?s).*[\",\r\n].*") ? "\"" + field.replace("\"", "\"\"") + "\"" : field;
    }

    private static Map<String, String> names(Path folder, String file) {
        Map<String, String> names = new HashMap<>();
        rows(folder, file).forEach(row -> names.put(row.getField("code"), row.getField("name")));
        return names;
    }

    private static String known(Map<String, String> names, String code) {
        String name = names.get(code);
        if (name == null) {
            throw new DoesNotHold("the data name a division " + code + " that they do not hold");
        }
        return name;
    }

    private static List<NamedCsvRecord> rows(Path folder, String name) {
        Path file = folder.resolve(name);
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(Files.newBufferedReader(file))) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new PartFailure(file + " cannot be read (" + e.getMessage() + "); it belongs to the checkout", e);
        }
    }
}
