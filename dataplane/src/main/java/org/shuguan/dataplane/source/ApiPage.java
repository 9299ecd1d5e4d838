package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// One response of an operation: rows and the paging information around them.
///
/// @param total total number of rows, null if not stated
/// @param next address or token of the next page, null if there is none
/// @param nextKnown whether the response has a property for the next page, so that an empty one means the end
/// @param more whether the response says that there are more rows
record ApiPage(
        List<JsonNode> rows, @Nullable Long total, @Nullable String next, boolean nextKnown, boolean more) {
    /// Keeps numbers as they are written; a double would round them.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final List<String> TOTALS = List.of(
            "total",
            "totalcount",
            "totalelements",
            "totalrows",
            "totalrecords",
            "totalitems",
            "totalsize",
            "totalnum",
            "recordcount");
    private static final List<String> NEXTS = List.of(
            "nextcursor",
            "nexttoken",
            "nextpagetoken",
            "continuationtoken",
            "nextlink",
            "@odata.nextlink",
            "next",
            "endcursor",
            "cursor",
            "nextmarker",
            "scrollid");
    private static final List<String> MORES = List.of("hasmore", "hasnext", "hasnextpage");
    private static final List<String> BESIDE =
            List.of("meta", "metadata", "paging", "pagination", "page", "pageinfo", "links", "_links");
    private static final List<String> CODES = List.of("code", "errcode", "errorcode", "status");
    private static final List<String> MESSAGES = List.of("msg", "message", "errmsg", "error");

    /// The response is not JSON.
    static final class NoJson extends Exception {
        private static final long serialVersionUID = 1L;
        private final String text;

        /// The message does not quote the page, because it contains data.
        NoJson(String text, @Nullable JacksonException cause) {
            super(
                    text.stripLeading().startsWith("<")
                            ? "<html>"
                            : cause == null || cause.getLocation() == null
                                    ? "empty"
                                    : "line " + cause.getLocation().getLineNr() + ", column "
                                            + cause.getLocation().getColumnNr(),
                    cause);
            this.text = ParsedLine.cut(text);
        }

        String text() {
            return text;
        }
    }

    /// Parses a response.
    ///
    /// @param path property names that lead to the rows
    /// @throws NoJson if the response is not JSON
    /// @throws SourceUnreadable if the response reports an error in JSON
    static ApiPage of(ApiClient.Response answer, List<String> path) throws NoJson, SourceUnreadable {
        if (answer.status() == 204) {
            return new ApiPage(List.of(), null, null, false, false);
        }
        JsonNode root;
        try {
            root = JSON.readTree(answer.text());
        } catch (JacksonException e) {
            throw new NoJson(answer.text(), e);
        } catch (NumberFormatException e) {
            // A number with an exponent beyond all limits.
            throw new NoJson(answer.text(), null);
        }
        if (root.isMissingNode()) {
            throw new NoJson("", null);
        }
        List<JsonNode> around = new ArrayList<>();
        JsonNode at = root;
        for (String name : path) {
            around.addFirst(at);
            at = at.path(name);
        }
        if (!at.isArray()) {
            complain(root, at, path);
        }
        return page(answer, at, around);
    }

    /// Many interfaces report errors with status 200. A missing array without an error code counts as empty.
    private static void complain(JsonNode root, JsonNode at, List<String> path) throws SourceUnreadable {
        String code = found(List.of(root), CODES).map(JsonNode::asString).orElse("");
        String message = found(List.of(root), MESSAGES)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .orElse("");
        boolean well = code.matches("0*|200|(?i)ok|success|true");
        if (!well) {
            boolean rights = code.matches("40[13].*");
            throw new SourceUnreadable(
                    rights ? Reason.CREDENTIALS : Reason.OTHER, ParsedLine.cut((code + " " + message).strip()), null);
        }
        if (!at.isNull()) {
            throw new SourceUnreadable(Reason.NOT_DESCRIBED, String.join(".", path) + "[]", null);
        }
    }

    private static ApiPage page(ApiClient.Response answer, JsonNode rows, List<JsonNode> around) {
        List<JsonNode> places = new ArrayList<>(around);
        for (JsonNode one : around) {
            one.properties().stream()
                    .filter(property -> BESIDE.contains(plain(property.getKey())))
                    .forEach(property -> places.add(property.getValue()));
        }
        Long total = found(places, TOTALS)
                .map(ApiPage::number)
                .orElseGet(() -> answer.total() != null && answer.total().matches("\\d{1,15}")
                        ? Long.valueOf(answer.total())
                        : null);
        Optional<JsonNode> next = found(places, NEXTS);
        return new ApiPage(
                rows.valueStream().toList(),
                total,
                next.map(ApiPage::leading).orElse(null),
                next.isPresent(),
                found(places, MORES).map(more -> more.asBoolean(false)).orElse(false));
    }

    private static @Nullable String leading(JsonNode next) {
        String text = next.isObject() ? next.path("href").asString("") : next.isNull() ? "" : next.asString("");
        return text.isBlank() ? null : text;
    }

    private static @Nullable Long number(JsonNode total) {
        return total.isIntegralNumber() || total.asString("").matches("\\d{1,15}") ? total.asLong() : null;
    }

    /// The value of the first property with one of the names; names earlier in the list take precedence.
    private static Optional<JsonNode> found(List<JsonNode> places, List<String> names) {
        return names.stream()
                .flatMap(name -> places.stream()
                        .flatMap(place -> place.properties().stream())
                        .filter(property -> plain(property.getKey()).equals(name)))
                .map(java.util.Map.Entry::getValue)
                .findFirst();
    }

    /// Normalises a property name: `page_size`, `page-size` and `pageSize` are the same.
    static String plain(String name) {
        return name.replaceAll("(?<=.)[_-]", "").toLowerCase(Locale.ROOT);
    }
}
