package org.shuguan.server.census;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Correction;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
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

    /// @param unitName short name of the unit
    record EffectView(UnitCode unit, String unitName, int columns, int open, List<EffectColumnView> named) {}

    record EffectColumnView(
            String path,
            String column,
            @Nullable String comment,
            RunController.Label before,
            RunController.Label after,
            boolean open) {}

    static final ListColumns<WordView> COLUMNS = ListColumns.<WordView>titled("census.word-column.")
            .column("word", WordView::word, "word")
            .column("type", view -> view.type().label(), "type")
            .column("by", WordView::addedBy, "added_by")
            .column("added", WordView::addedAt, "added_at");

    private final CityWords words;
    private final WordRecords records;
    private final Institution institution;
    private final Texts texts;

    WordController(CityWords words, WordRecords records, Institution institution, Texts texts) {
        this.words = words;
        this.records = records;
        this.institution = institution;
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
    List<EffectView> effect(@RequestBody WordRequest request, Actor actor) {
        List<CityWords.Effect> effects = words.effect(request.word(), request.type(), actor);
        var names = institution.unitNames();
        return effects.stream()
                .map(effect -> new EffectView(
                        effect.unit(),
                        names.apply(effect.unit()),
                        effect.columns(),
                        effect.open(),
                        effect.named().stream()
                                .map(column -> new EffectColumnView(
                                        column.path(),
                                        column.column(),
                                        column.comment(),
                                        label(column.before()),
                                        label(column.after()),
                                        column.open()))
                                .toList()))
                .toList();
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
        return new WordView(word.id(), word.word(), label(word.type()), word.addedBy(), word.addedAt());
    }

    private RunController.Label label(@Nullable String type) {
        CensusTexts labels = Texts.ofCensus();
        return Correction.dataType(type == null ? Correction.NOTHING : type)
                .map(known -> new RunController.Label(known.word(), labels.type(known)))
                .orElseGet(() -> new RunController.Label(Correction.NOTHING, texts.say("census.correction.nothing")));
    }
}
