package org.shuguan.server.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.Condition;
import org.shuguan.dataplane.serve.Cursor;
import org.shuguan.dataplane.serve.FilterUnreadable;
import org.shuguan.dataplane.serve.Question;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.RowFile;
import org.shuguan.dataplane.serve.RowFilter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a request asks for. Everything that the interface does not have is refused with what it has.
final class Asked {
    static final String FORMATS = "csv, xlsx, parquet, jsonl";
    static final String ENCODINGS = "utf8, utf8-bom, gb18030";
    static final int USUAL_LIMIT = 100;
    /// The most keys of a look-up.
    static final int MOST_KEYS = Condition.MOST_VALUES;
    /// The most records of a verification.
    static final int MOST_VERIFIED = 100;

    private static final Set<String> OF_READING =
            Set.of("filter", "fields", "order", "limit", "after", "count", "source", "format", "grant");
    private static final Set<String> OF_OTHERS = Set.of("source", "format", "grant");
    private static final Set<String> OF_FILES = Set.of("format", "encoding", "since", "source", "grant");
    private static final Set<String> OF_CHANGES = Set.of("after", "limit", "wait", "grant");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Request request;

    Asked(Request request) {
        this.request = request;
    }

    /// The number of the grant, null if the request does not say.
    @Nullable
    String grant() {
        return parameter("grant");
    }

    Served.@Nullable From from() {
        String word = parameter("source");
        return word == null ? null : constant(Served.From.class, "source", word);
    }

    Form form() {
        String word = parameter("format");
        return word == null ? Form.of(request.accept()) : constant(Form.class, "format", word);
    }

    /// The question of a `GET` of records.
    Question question() throws ReadRefused {
        known(OF_READING);
        return new Question(filter(), fields(parameter("fields")), order(), after(), limit(), counting());
    }

    /// The file that a `POST` of files asks for.
    GrantFiles.Wanted file() {
        known(OF_FILES);
        String format = parameter("format");
        String encoding = parameter("encoding");
        String since = parameter("since");
        return new GrantFiles.Wanted(
                format == null
                        ? RowFile.Format.CSV
                        : RowFile.Format.of(format).orElseThrow(() -> ExchangeRefused.value("format", FORMATS)),
                encoding == null
                        ? RowFile.Encoding.UTF8
                        : RowFile.Encoding.of(encoding).orElseThrow(() -> ExchangeRefused.value("encoding", ENCODINGS)),
                from(),
                since == null ? null : version(since));
    }

    /// The changes that a `GET` of changes asks for.
    ///
    /// @param lastEventId `Last-Event-ID` of a stream that goes on; it counts before the parameter
    FeedGateway.Wanted changes(@Nullable String lastEventId) {
        known(OF_CHANGES);
        String last = lastEventId == null || lastEventId.isBlank() ? null : lastEventId.strip();
        return new FeedGateway.Wanted(
                last == null ? whole("after", 0, Long.MAX_VALUE, 0) : whole("Last-Event-ID", last, 0, Long.MAX_VALUE),
                (int) whole("limit", 1, FeedGateway.MOST_CHANGES, FeedGateway.USUAL_CHANGES),
                (int) whole("wait", 0, FeedGateway.LONGEST_WAIT, 0));
    }

    private long whole(String name, long least, long most, long usual) {
        String text = parameter(name);
        return text == null ? usual : whole(name, text, least, most);
    }

    private static long whole(String name, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw ExchangeRefused.value(name, least + "–" + most);
        }
        throw ExchangeRefused.value(name, least + "–" + most);
    }

    /// The version that a text names.
    static Long version(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw ExchangeRefused.value("since", "1–9223372036854775807");
        }
    }

    /// The question of a look-up: `{"item": "id_no", "keys": ["…"], "fields": […]}`.
    Question lookup() {
        known(OF_OTHERS);
        String allowed = "{\"item\": \"…\", \"keys\": [1–" + MOST_KEYS + "], \"fields\": […]}";
        JsonNode body = body(allowed);
        JsonNode keys = body.path("keys");
        if (!body.path("item").isString() || !keys.isArray() || keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw ExchangeRefused.body(allowed);
        }
        boolean numbers = keys.get(0).isNumber();
        List<String> values = new ArrayList<>();
        for (JsonNode key : keys) {
            if (key.isNumber() != numbers || !key.isValueNode() || key.isNull()) {
                throw ExchangeRefused.body(allowed);
            }
            values.add(key.asString());
        }
        List<String> fields = new ArrayList<>();
        body.path("fields").forEach(field -> fields.add(field.asString("")));
        try {
            Condition condition = new Condition(
                    body.path("item").stringValue(),
                    values.size() == 1 ? Condition.Operator.EQ : Condition.Operator.IN,
                    numbers ? Condition.Type.NUMBER : Condition.Type.TEXT,
                    values);
            return new Question(
                    new RowFilter(List.of(condition)),
                    fields,
                    List.of(),
                    null,
                    Question.MOST_ROWS,
                    Question.Counting.NONE);
        } catch (IllegalArgumentException e) {
            throw ExchangeRefused.body(allowed);
        }
    }

    /// The records of a verification: `{"records": [{"name": "…", "id_no": "…"}]}`.
    List<Map<String, String>> verification() {
        known(OF_OTHERS);
        String allowed = "{\"records\": [1–" + MOST_VERIFIED + " × {\"…\": \"…\"}]}";
        JsonNode records = body(allowed).path("records");
        if (!records.isArray() || records.isEmpty() || records.size() > MOST_VERIFIED) {
            throw ExchangeRefused.body(allowed);
        }
        List<Map<String, String>> read = new ArrayList<>();
        for (JsonNode record : records) {
            Map<String, String> values = new TreeMap<>();
            if (!record.isObject() || record.isEmpty()) {
                throw ExchangeRefused.body(allowed);
            }
            for (Map.Entry<String, JsonNode> value : record.properties()) {
                if (!value.getValue().isValueNode() || value.getValue().isNull()) {
                    throw ExchangeRefused.body(allowed);
                }
                values.put(value.getKey(), value.getValue().asString());
            }
            read.add(values);
        }
        return read;
    }

    private JsonNode body(String allowed) {
        try {
            JsonNode body = JSON.readTree(request.body());
            if (!body.isObject()) {
                throw ExchangeRefused.body(allowed);
            }
            return body;
        } catch (JacksonException e) {
            throw ExchangeRefused.body(allowed);
        }
    }

    private void known(Set<String> names) {
        for (Map.Entry<String, List<String>> parameter : request.parameters().entrySet()) {
            if (!names.contains(parameter.getKey()) || parameter.getValue().size() != 1) {
                throw ExchangeRefused.parameter(parameter.getKey(), String.join(", ", new TreeSet<>(names)));
            }
        }
    }

    private @Nullable String parameter(String name) {
        List<String> values = request.parameters().getOrDefault(name, List.of());
        return values.isEmpty() || values.getFirst().isBlank() ? null : values.getFirst();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> ExchangeRefused.value(
                        name,
                        Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private RowFilter filter() {
        String text = parameter("filter");
        try {
            return text == null ? RowFilter.ALL : RowFilter.parse(text);
        } catch (FilterUnreadable unreadable) {
            throw ExchangeRefused.filter(unreadable);
        }
    }

    private static List<String> fields(@Nullable String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(",", -1))
                        .map(String::strip)
                        .distinct()
                        .toList();
    }

    private List<Question.Sort> order() {
        List<Question.Sort> order = new ArrayList<>();
        for (String field : fields(parameter("order"))) {
            boolean descending = field.startsWith("-");
            order.add(new Question.Sort(descending ? field.substring(1) : field, descending));
        }
        if (order.size() > Question.MOST_SORTS) {
            throw ExchangeRefused.value("order", "1–" + Question.MOST_SORTS);
        }
        return order;
    }

    private @Nullable Cursor after() throws ReadRefused {
        String text = parameter("after");
        return text == null ? null : Cursor.parse(text);
    }

    private int limit() {
        String text = parameter("limit");
        if (text == null) {
            return USUAL_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= Question.MOST_ROWS) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw ExchangeRefused.value("limit", "1–" + Question.MOST_ROWS);
        }
        throw ExchangeRefused.value("limit", "1–" + Question.MOST_ROWS);
    }

    private Question.Counting counting() {
        String word = parameter("count");
        return word == null ? Question.Counting.NONE : constant(Question.Counting.class, "count", word);
    }
}
