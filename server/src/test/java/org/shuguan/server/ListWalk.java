package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Listing;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

/// What is true of every list, asked over HTTP: its file holds the rows that it shows, in the order that it shows
/// them; it refuses an order, a filter and a choice that it does not have and names those it has; and its page
/// offers no order that it refuses.
record ListWalk(String pattern, HandlerMethod handler) {
    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();
    private static final Pattern KNOWN = Pattern.compile("可选：([^。]*)。");
    private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"(,|\r\n)");
    private static final Pattern EXPORT = Pattern.compile("export-path=\"`?([^\"`]*)`?\"");
    private static final Pattern SORTED = Pattern.compile("key: '([A-Za-z-]+)', title: [^{}]*\\bsort: true");
    private static final String AUDIT = "/api/audit";
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /// Texts that a filter takes as they are: codes of units, and steps, which flows that a city draws may add.
    private static final Set<String> FREE = Set.of("unit", "district", "step");

    /// Lists that are read in the order of the data, page by page: sorting them would read all rows for each page.
    private static final Set<String> IN_ORDER_OF_DATA = Set.of("/api/quality/runs/{run}/failing");

    static boolean isList(HandlerMethod handler) {
        return handler.getMethod().getReturnType() == Listing.class;
    }

    /// How many rows the visitor sees, -1 where they may not see the list.
    long seenBy(Visitor visitor, String path) {
        var answer = visitor.asks("GET", path, null);
        return answer.statusCode() == 200 ? visitor.reads(path).get("total").asLong() : -1;
    }

    /// @param full whether there are rows in it
    void walk(Visitor visitor, String path, boolean full) throws IOException {
        Set<String> orders = orders(visitor, path);
        assertThat(orders.isEmpty()).as(pattern + " has no order").isEqualTo(IN_ORDER_OF_DATA.contains(pattern));
        assertThat(orders).as(pattern + " is sorted by").containsAll(offered());
        refusesWhatItDoesNotHave(visitor, path);
        assertThat(seenBy(visitor, path) > 0).as(pattern + " has an example").isEqualTo(full);
        fileIsWhatIsShown(visitor, path, null);
        for (String order : orders) {
            fileIsWhatIsShown(visitor, path, order);
            fileIsWhatIsShown(visitor, path, "-" + order);
        }
    }

    /// The orders that the list has, as it says where it is asked for another.
    private Set<String> orders(Visitor visitor, String path) {
        return known(refused(visitor, path, "sort", "no-such"));
    }

    void refusesWhatItDoesNotHave(Visitor visitor, String path) {
        assertThat(known(refused(visitor, path, "no-such", "1")))
                .as(pattern + " names its parameters")
                .contains("page", "size", "sort", "q")
                .containsAll(filters());
        for (String filter : filters()) {
            if (isChoice(filter)) {
                assertThat(known(refused(visitor, path, filter, "no-such")))
                        .as(pattern + " names the choices of " + filter)
                        .isNotEmpty();
            }
        }
    }

    private void fileIsWhatIsShown(Visitor visitor, String path, @Nullable String sort) throws IOException {
        String order = sort == null ? "" : "sort=" + sort;
        List<JsonNode> shown = shown(visitor, path, order);
        List<List<String>> file = csv(visitor.downloads(path + "/export.csv?" + order));
        String list = pattern + "?" + order;
        assertThat(file.getFirst()).as(list + " heads").doesNotContain("").doesNotHaveDuplicates();
        assertThat(file).as(list + " rows").hasSize(shown.size() + 1);
        for (int i = 0; i < shown.size(); i++) {
            Set<String> texts = new HashSet<>();
            collect(shown.get(i), texts);
            assertThat(file.get(i + 1)).as(list + " row " + i).hasSameSizeAs(file.getFirst());
            assertThat(file.get(i + 1).stream().filter(cell -> !cell.isEmpty()))
                    .as(list + " row " + i)
                    .anyMatch(texts::contains);
        }
        if (sort == null) {
            List<List<String>> sheet = xlsx(visitor.downloads(path + "/export.xlsx"));
            if (path.equals(AUDIT)) {
                // The first file is itself an entry of the record by now.
                sheet = new ArrayList<>(sheet);
                sheet.removeIf(row -> !file.contains(row) && row.contains("导出审计记录"));
            }
            assertThat(sheet).as(list).isEqualTo(file);
        }
    }

    /// What the page of the list offers to sort by.
    private Set<String> offered() {
        Set<String> offered = new LinkedHashSet<>();
        try (Stream<Path> pages = Files.walk(Path.of("../web/src/office"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".vue")).toList()) {
                String text = Files.readString(page);
                Matcher export = EXPORT.matcher(text);
                if (export.find()
                        && export.group(1).replaceAll("\\$\\{[a-z]+}", "{id}").equals(pattern)) {
                    SORTED.matcher(text).results().map(found -> found.group(1)).forEach(offered::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return offered;
    }

    private Set<String> filters() {
        Set<String> filters = new LinkedHashSet<>();
        String[] names = NAMES.getParameterNames(handler.getMethod());
        for (int i = 0; names != null && i < names.length; i++) {
            if (handler.getMethodParameters()[i].hasParameterAnnotation(RequestParam.class)) {
                filters.add(names[i]);
            }
        }
        return filters;
    }

    private boolean isChoice(String filter) {
        return !FREE.contains(filter)
                && Arrays.stream(handler.getMethod().getParameters())
                        .anyMatch(
                                parameter -> parameter.getName().equals(filter) && parameter.getType() == String.class);
    }

    private String refused(Visitor visitor, String path, String name, String value) {
        var answer = visitor.asks("GET", path + "?" + name + "=" + value, null);
        assertThat(answer.statusCode()).as(pattern + "?" + name + "=" + value).isEqualTo(422);
        return answer.body();
    }

    private static Set<String> known(String refusal) {
        Matcher known = KNOWN.matcher(refusal);
        return known.find() && !known.group(1).equals("—")
                ? Set.of(known.group(1).split(", "))
                : Set.of();
    }

    private static List<JsonNode> shown(Visitor visitor, String path, String order) {
        List<JsonNode> shown = new ArrayList<>();
        long total;
        int before;
        int page = 1;
        do {
            before = shown.size();
            JsonNode answer = visitor.reads(path + "?size=7&page=" + page + "&" + order);
            total = answer.get("total").asLong();
            answer.get("items").forEach(shown::add);
            page++;
        } while (shown.size() < total && shown.size() > before);
        return shown;
    }

    private static void collect(JsonNode node, Set<String> texts) {
        if (node.isContainer()) {
            node.forEach(child -> collect(child, texts));
        } else if (!node.isNull()) {
            texts.add(node.asString());
            if (node.asString().matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
                texts.add(MINUTE.format(Instant.parse(node.asString()).atZone(CityTime.ZONE)));
            }
        }
    }

    private static List<List<String>> csv(byte[] file) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        String text = new String(file, StandardCharsets.UTF_8).substring(1).replaceFirst("(?<!\n)$", "");
        for (MatchResult cell : CELL.matcher(text).results().toList()) {
            row.add(cell.group(1).replace("\"\"", "\""));
            if (!cell.group(2).equals(",")) {
                rows.add(List.copyOf(row));
                row.clear();
            }
        }
        return rows;
    }

    private static List<List<String>> xlsx(byte[] file) throws IOException {
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            List<Row> rows = book.getFirstSheet().read();
            int width = rows.getFirst().getCellCount();
            return rows.stream()
                    .map(row -> Stream.iterate(0, c -> c < width, c -> c + 1)
                            .map(c -> row.getOptionalCell(c)
                                    .map(cell -> cell.getText())
                                    .orElse(""))
                            .toList())
                    .toList();
        }
    }
}
