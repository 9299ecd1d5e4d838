package org.shuguan.server.census;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The city's words for columns: every official may read them, the data bureau maintains them.
@RestController
@RequestMapping("/api/census/words")
class WordController {
    /// @param type with its name in the reader's language
    record WordView(UUID id, String word, RunController.Label type, String addedBy, Instant addedAt) {}

    /// @param type word of a type, or `none`
    record WordRequest(@Nullable String word, @Nullable String type) {}

    static final ListColumns<WordView> COLUMNS = ListColumns.<WordView>titled("census.word-column.")
            .column("word", WordView::word, "word")
            .column("type", view -> view.type().label(), "type")
            .column("by", WordView::addedBy, "added_by")
            .column("added", WordView::addedAt, "added_at");

    private final CityWords words;
    private final WordRecords records;
    private final EffectViews views;
    private final Texts texts;

    WordController(CityWords words, WordRecords records, EffectViews views, Texts texts) {
        this.words = words;
        this.records = records;
        this.views = views;
        this.texts = texts;
    }

    @GetMapping
    Listing<WordView> list(@ParameterObject ListQuery query) {
        return records.list(query).map(this::view);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(@PathVariable String format, @ParameterObject ListQuery query) {
        return COLUMNS.download(format, texts.say("census.words"), query, this::list, texts);
    }

    /// What a word would change; nothing is stored.
    @PostMapping("/effect")
    List<EffectViews.EffectView> effect(@RequestBody WordRequest request, Actor actor) {
        return views.of(words.effect(request.word(), request.type(), actor));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WordView add(@RequestBody WordRequest request, Actor actor) {
        return view(words.add(request.word(), request.type(), actor));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Actor actor) {
        words.remove(id, actor);
    }

    private WordView view(WordRecords.Word word) {
        return new WordView(word.id(), word.word(), views.label(word.type()), word.addedBy(), word.addedAt());
    }
}
