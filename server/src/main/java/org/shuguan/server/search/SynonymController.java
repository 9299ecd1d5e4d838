package org.shuguan.server.search;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Synonyms. Every official may read them; the data bureau maintains the city's own.
@RestController
@RequestMapping("/api/catalog/synonyms")
class SynonymController {
    /// @param id of a group of the city, by which it is removed
    /// @param words as they are written in the page: `a = b = c`
    /// @param addedAt when the city added it
    record SynonymRow(
            @Nullable UUID id,
            String words,
            Origin origin,
            @Nullable Instant addedAt,
            @Nullable String addedBy) {
        static SynonymRow of(SynonymGroups.Group group) {
            return new SynonymRow(group.id(), joined(group.words()), Origin.CITY, group.addedAt(), group.addedBy());
        }

        static SynonymRow builtIn(List<String> words) {
            return new SynonymRow(null, joined(words), Origin.BUILT_IN, null, null);
        }

        private static String joined(List<String> words) {
            return String.join(" = ", words);
        }
    }

    /// Who wrote a group.
    enum Origin {
        CITY,
        BUILT_IN;

        /// The name in the API.
        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    record Request(List<String> words) {}

    private static final ListColumns<SynonymRow> COLUMNS = ListColumns.<SynonymRow>titled("search.synonym.")
            .column("words", SynonymRow::words)
            .word("origin", "search.synonym.origin.", row -> row.origin().word())
            .column("addedBy", SynonymRow::addedBy)
            .column("addedAt", SynonymRow::addedAt)
            .sorted("words", SynonymRow::words)
            .sorted("origin", SynonymRow::origin)
            .sorted("addedBy", SynonymRow::addedBy)
            .sorted("addedAt", SynonymRow::addedAt)
            .filter("origin", Origin.values());

    private final CitySynonyms synonyms;
    private final SynonymGroups groups;
    private final Texts texts;

    SynonymController(CitySynonyms synonyms, SynonymGroups groups, Texts texts) {
        this.synonyms = synonyms;
        this.groups = groups;
        this.texts = texts;
    }

    /// By any of its words; the city's groups first, the newest at the top.
    ///
    /// @param origin `city` or `built-in`
    @GetMapping
    Listing<SynonymRow> list(@RequestParam @Nullable String origin, @ParameterObject ListQuery query) {
        String wanted = COLUMNS.chosen("origin", origin);
        String part = Synonyms.key(query.q() == null ? "" : query.q());
        List<SynonymRow> all = Stream.concat(
                        groups.all().stream().map(SynonymRow::of),
                        Synonyms.shipped().stream().map(SynonymRow::builtIn))
                .toList();
        Map<SynonymRow, Integer> places = new HashMap<>();
        all.forEach(row -> places.put(row, places.size()));
        List<SynonymRow> found = all.stream()
                .filter(row -> wanted == null || row.origin().word().equals(wanted))
                .filter(row -> Synonyms.key(row.words()).contains(part))
                .toList();
        return COLUMNS.page(found, query, Comparator.comparing(row -> places.getOrDefault(row, 0)));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format, @RequestParam @Nullable String origin, @ParameterObject ListQuery query) {
        return COLUMNS.download(format, texts.say("search.synonyms"), query, page -> list(origin, page), texts);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SynonymGroups.Group add(@RequestBody Request request, Actor actor) {
        return synonyms.add(request.words(), actor);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Actor actor) {
        synonyms.remove(id, actor);
    }
}
