package org.shuguan.server.census;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.KnownTypes;
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

/// The city's types of columns: every official may read them, the data bureau maintains them.
@RestController
@RequestMapping("/api/census/city-types")
class TypeController {
    /// @param category category of personal information in the reader's language, null if it is not personal
    record TypeView(
            UUID id,
            String name,
            RunController.Label grade,
            RunController.@Nullable Label category,
            boolean sensitive,
            @Nullable String form,
            boolean byValues,
            String addedBy,
            Instant addedAt) {}

    /// What a form can choose from.
    record Choices(List<RunController.Label> grades, List<RunController.Label> categories) {}

    static final ListColumns<TypeView> COLUMNS = ListColumns.<TypeView>titled("census.type-column.")
            .column("name", TypeView::name, "name")
            .column("grade", view -> view.grade().label(), "grade")
            .column(
                    "category",
                    view -> view.category() == null ? null : view.category().label(),
                    "category")
            .column("sensitive", TypeView::sensitive, "sensitive")
            .column("form", TypeView::form)
            .column("by-values", TypeView::byValues)
            .column("by", TypeView::addedBy, "added_by")
            .column("added", TypeView::addedAt, "added_at");

    private final CityTypes types;
    private final CityWords words;
    private final TypeRecords records;
    private final EffectViews views;
    private final Texts texts;

    TypeController(CityTypes types, CityWords words, TypeRecords records, EffectViews views, Texts texts) {
        this.types = types;
        this.words = words;
        this.records = records;
        this.views = views;
        this.texts = texts;
    }

    @GetMapping
    Listing<TypeView> list(@ParameterObject ListQuery query) {
        return records.list(query).map(TypeController::view);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(@PathVariable String format, @ParameterObject ListQuery query) {
        return COLUMNS.download(format, texts.say("census.city-types"), query, this::list, texts);
    }

    @GetMapping("/choices")
    Choices choices() {
        return new Choices(
                CityTypes.GRADES.stream().map(TypeController::label).toList(),
                KnownTypes.categories().stream().map(TypeController::category).toList());
    }

    /// What a type would change; nothing is stored.
    @PostMapping("/effect")
    List<EffectViews.EffectView> effect(@RequestBody CityTypes.Entered entered, Actor actor) {
        return views.of(types.effect(entered, words.vocabulary(), actor));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TypeView add(@RequestBody CityTypes.Entered entered, Actor actor) {
        return view(types.add(entered, actor));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Actor actor) {
        types.remove(id, actor);
    }

    private static TypeView view(TypeRecords.Kept type) {
        return new TypeView(
                type.id(),
                type.name(),
                label(Grade.of(type.grade())),
                type.category() == null ? null : category(type.category()),
                type.sensitive(),
                type.form(),
                type.byValues(),
                type.addedBy(),
                type.addedAt());
    }

    private static RunController.Label label(Grade grade) {
        return new RunController.Label(grade.word(), Texts.ofCensus().grade(grade));
    }

    private static RunController.Label category(String word) {
        CensusTexts labels = Texts.ofCensus();
        return new RunController.Label(word, labels.category(word));
    }
}
