package org.shuguan.server.registry;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Plan;
import org.shuguan.server.institution.Reorganisation;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Changes of units. Every official may read them; the bureau and the administrator may make them.
@RestController
@Transactional
@RequestMapping("/api/institution/acts")
class ActController {
    record Made(UUID act) {}

    /// A consequence of a change, with a description in the reader's language.
    record Consequence(String unit, String unitName, String words, long count, String to, String toName) {}

    record Previewed(
            List<Consequence> follows,
            List<Reorganisation.Fate> appointments,
            List<org.shuguan.server.institution.Vacancy> vacancies,
            boolean atOnce) {}

    private final Reorganisation reorganisation;
    private final RegisterAccess access;
    private final Texts texts;

    ActController(Reorganisation reorganisation, RegisterAccess access, Texts texts) {
        this.reorganisation = reorganisation;
        this.access = access;
        this.texts = texts;
    }

    @GetMapping
    Listing<Reorganisation.Recorded> list(
            @RequestParam @Nullable String kind, @ParameterObject ListQuery query, Actor actor) {
        Objects.requireNonNull(actor);
        return reorganisation.list(kind, query);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String kind,
            @ParameterObject ListQuery query,
            Actor actor) {
        return Reorganisation.COLUMNS.download(
                format, texts.say("act.list"), query, page -> list(kind, page, actor), texts);
    }

    /// The consequences of a change, without making it.
    @PostMapping("/preview")
    Previewed preview(@RequestBody ActRequest request, Actor actor) {
        Reorganisation.Preview preview = reorganisation.preview(plan(request, actor));
        return new Previewed(
                preview.follows().stream().map(this::consequence).toList(),
                preview.appointments(),
                preview.vacancies(),
                preview.atOnce());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Made perform(@RequestBody ActRequest request, Actor actor) {
        return new Made(reorganisation.perform(plan(request, actor), actor.officerName()));
    }

    @PostMapping("/{id}/undo")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void undo(@PathVariable UUID id, Actor actor) {
        access.mustKeepSome(actor);
        Reorganisation.Recorded act = reorganisation.find(id).orElseThrow(NotFound::new);
        access.mustChange(
                actor, Stream.concat(act.from().stream(), act.to().stream()).map(Unit::code));
        reorganisation.undo(id);
    }

    private Plan plan(ActRequest request, Actor actor) {
        access.mustKeepSome(actor);
        Plan plan = request.plan();
        access.mustChange(actor, plan);
        return plan;
    }

    private Consequence consequence(Reorganisation.Follows one) {
        return new Consequence(
                one.unit().code().value(),
                one.unit().name(),
                texts.say("belonging." + one.kind()),
                one.count(),
                one.to().code().value(),
                one.to().name());
    }
}
