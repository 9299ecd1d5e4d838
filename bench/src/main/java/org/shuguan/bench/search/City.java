package org.shuguan.bench.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.UnitCode;

/// The catalog of an invented city: its registers, each in five aspects and at six places. Every summary also
/// names another register, as real summaries do.
final class City {
    private static final String WHOLE_CITY = "市";
    private static final List<String> PLACES = List.of(WHOLE_CITY, "端州区", "鼎湖区", "高要区", "四会市", "肇庆高新区");
    private static final Map<String, List<String>> ASPECTS = aspects();
    private static final Map<String, String> PLACE_CODES =
            Map.of("端州区", "11", "鼎湖区", "12", "高要区", "13", "四会市", "14", "肇庆高新区", "15");

    record Register(String name, String unit, String unitName, String theme, List<String> items) {}

    /// @param key `register/aspect/place`
    /// @param unit its code
    record Entry(String key, String unit, Content content) {}

    private final List<Register> registers;
    private final Map<String, String> columns;

    City() {
        registers = lines("registers.txt").stream()
                .map(line -> line.split("\\|", -1))
                .map(part -> new Register(
                        part[0],
                        part[1].substring(0, 2),
                        part[1].substring(3),
                        part[2],
                        List.of(part[3].split(",", -1))))
                .toList();
        columns = lines("columns.txt").stream()
                .map(line -> line.split("=", -1))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    }

    /// The lines of a resource without blank ones and comments.
    static List<String> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(City.class.getResourceAsStream(resource), resource), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names of the units by code.
    Map<String, String> unitNames() {
        Map<String, String> names = new LinkedHashMap<>();
        registers.forEach(one -> names.put(one.unit(), one.unitName()));
        PLACE_CODES.forEach((name, code) -> names.put(code, name));
        return names;
    }

    /// Every register in every aspect at every place.
    List<Entry> entries() {
        Random random = new Random(7);
        List<Entry> entries = new ArrayList<>();
        for (Register register : registers) {
            for (String aspect : ASPECTS.keySet()) {
                for (String place : PLACES) {
                    entries.add(entry(register, aspect, place, "", random));
                }
            }
        }
        return entries;
    }

    /// One more entry, of some town, year and batch.
    Entry any(long number, Random random) {
        Register register = registers.get(random.nextInt(registers.size()));
        String aspect = List.copyOf(ASPECTS.keySet()).get(random.nextInt(ASPECTS.size()));
        String place = PLACES.get(random.nextInt(PLACES.size()));
        String town = "东西南北上下大小新古".charAt(random.nextInt(10)) + "" + "桥塘岗坑洲湾村田坪岭".charAt(random.nextInt(10)) + "镇";
        return entry(
                register, aspect, place, town + (2001 + random.nextInt(25)) + "年第" + (1 + number % 97) + "批", random);
    }

    private Entry entry(Register register, String aspect, String place, String detail, Random random) {
        boolean whole = place.equals(WHOLE_CITY);
        String unit = whole ? register.unit() : PLACE_CODES.getOrDefault(place, "11");
        String unitName = whole ? register.unitName() : place;
        String title = (whole ? "" : place) + detail + register.name() + aspect;
        List<String> items = new ArrayList<>(register.items());
        items.addAll(ASPECTS.getOrDefault(aspect, List.of()));
        String other = registers.get(random.nextInt(registers.size())).name();
        Content content = new Content(
                title,
                unitName + "在履职中形成的" + register.name() + aspect + "，可用于与" + other + "的比对。",
                "database",
                "postgresql",
                one(SharingType.values(), random),
                "按职责使用",
                "table",
                null,
                one(OpeningType.values(), random),
                null,
                UpdateCycle.DAILY,
                register.theme(),
                one(Grade.values(), random),
                null,
                List.of(),
                null,
                items.stream().map(this::item).toList());
        return new Entry(register.name() + "/" + aspect + "/" + place, unit, content);
    }

    private static <T> T one(T[] any, Random random) {
        return any[random.nextInt(any.length)];
    }

    private Content.Item item(String name) {
        String column = Objects.requireNonNull(columns.get(name), name);
        return new Content.Item(name, column, "C", 50, false, Grade.GENERAL_1, null, null, null, null, null);
    }

    static Version published(Entry entry, long number) {
        return new Version(
                new UUID(7, number),
                new UnitCode(entry.unit()),
                new ResourceCode("307441" + entry.unit() + "010/" + String.format("%06d", number)),
                1,
                Version.State.PUBLISHED,
                entry.content(),
                1,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                null,
                Instant.EPOCH.plusSeconds(number),
                "x");
    }

    /// The aspects with the items that each adds.
    private static Map<String, List<String>> aspects() {
        Map<String, List<String>> aspects = new LinkedHashMap<>();
        aspects.put("基本信息", List.of());
        aspects.put("变更记录", List.of("变更日期", "变更事项"));
        aspects.put("办理情况", List.of("办理编号", "办理日期", "办理结果"));
        aspects.put("统计月报", List.of("统计月份", "数量"));
        aspects.put("核查结果", List.of("核查日期", "核查结论"));
        return aspects;
    }
}
