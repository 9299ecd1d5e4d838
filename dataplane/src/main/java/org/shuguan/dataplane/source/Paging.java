package org.shuguan.dataplane.source;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How an operation divides its rows into pages, as its parameters tell.
///
/// @param at name of the parameter that selects the page
/// @param size name of the parameter for the number of rows per page, null if there is none
/// @param rows number of rows to request per page
/// @param first number of the first page, null if the document does not say
record Paging(
        Kind kind,
        @Nullable String at,
        @Nullable String size,
        long rows,
        @Nullable Long first) {
    enum Kind {
        /// one response, or links to further ones
        NONE,
        NUMBER,
        OFFSET,
        CURSOR
    }

    /// Rows per page if the document states no limit; nearly every interface allows this many.
    private static final long USUAL_ROWS = 100;

    private static final long MOST_ROWS = 1000;
    private static final List<String> NUMBERS =
            List.of("page", "pagenum", "pagenumber", "pageno", "pageindex", "current", "currentpage", "pn");
    private static final List<String> OFFSETS = List.of("offset", "start", "skip", "startindex", "first");
    private static final List<String> CURSORS = List.of(
            "cursor", "pagetoken", "nexttoken", "continuationtoken", "nextcursor", "after", "marker", "scrollid");
    private static final List<String> SIZES = List.of(
            "pagesize", "size", "limit", "perpage", "maxresults", "rows", "maxpagesize", "count", "top", "take");

    /// @param parameters parameters of the operation, resolved
    static Paging of(List<JsonNode> parameters, ApiSchemas schemas) {
        Optional<JsonNode> size = named(parameters, SIZES);
        String sizeName = size.map(Paging::name).orElse(null);
        long rows = size.map(parameter -> rows(schemas.resolved(parameter.path("schema"))))
                .orElse(0L);
        Optional<JsonNode> number = named(parameters, NUMBERS);
        if (number.isPresent()) {
            JsonNode schema = schemas.resolved(number.get().path("schema"));
            JsonNode first =
                    schema.path("default").isIntegralNumber() ? schema.path("default") : schema.path("minimum");
            return new Paging(
                    Kind.NUMBER,
                    name(number.get()),
                    sizeName,
                    rows,
                    first.isIntegralNumber() ? first.longValue() : null);
        }
        return named(parameters, OFFSETS)
                .map(offset -> new Paging(Kind.OFFSET, name(offset), sizeName, rows, 0L))
                .or(() -> named(parameters, CURSORS)
                        .map(cursor -> new Paging(Kind.CURSOR, name(cursor), sizeName, rows, null)))
                .orElseGet(() -> new Paging(Kind.NONE, null, sizeName, rows, null));
    }

    /// Whether paging sets this parameter, so that it needs no value from a person.
    boolean sets(JsonNode parameter) {
        String name = name(parameter);
        return name.equals(at) || name.equals(size);
    }

    /// The same with a smaller page if fewer rows are wanted.
    ///
    /// @param wanted total number of rows wanted, 0 for all
    Paging asking(long wanted) {
        return wanted > 0 && wanted < rows ? new Paging(kind, at, size, wanted, first) : this;
    }

    private static Optional<JsonNode> named(List<JsonNode> parameters, List<String> names) {
        return names.stream()
                .flatMap(name -> parameters.stream()
                        .filter(parameter -> parameter.path("in").asString("").equals("query")
                                && ApiPage.plain(name(parameter)).equals(name)))
                .findFirst();
    }

    private static String name(JsonNode parameter) {
        return parameter.path("name").asString("");
    }

    private static long rows(JsonNode schema) {
        long highest = schema.path("enum")
                .valueStream()
                .mapToLong(one -> one.asLong(0))
                .max()
                .orElse(schema.path("maximum").asLong(0));
        long usual = Math.max(USUAL_ROWS, schema.path("default").asLong(0));
        return Math.clamp(highest > 0 ? highest : usual, 1, MOST_ROWS);
    }
}
