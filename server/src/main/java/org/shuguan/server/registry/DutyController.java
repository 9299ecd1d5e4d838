package org.shuguan.server.registry;

import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Duties;
import org.shuguan.server.institution.Duty;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.settings.Mark;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The duties of roles. Every official may read them; the bureau and the administrator may change them.
@RestController
@Transactional
@RequestMapping("/api/institution/duties")
class DutyController {
    record Request(
            @Nullable Role role,
            @Nullable Integer position,
            @Nullable String text,
            @Nullable String source,
            @Nullable String article,
            @Nullable Mark mark,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo,
            @Nullable Long version) {}

    private final Duties duties;
    private final RegisterAccess access;
    private final Texts texts;

    DutyController(Duties duties, RegisterAccess access, Texts texts) {
        this.duties = duties;
        this.access = access;
        this.texts = texts;
    }

    @GetMapping
    Listing<Duty> list(
            @RequestParam @Nullable String role,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on,
            @ParameterObject ListQuery query,
            Actor actor) {
        Objects.requireNonNull(actor);
        return duties.list(role, on, query);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String role,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on,
            @ParameterObject ListQuery query,
            Actor actor) {
        return Duties.COLUMNS.download(
                format, texts.say("duty.list"), query, page -> list(role, on, page, actor), texts);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Duty add(@RequestBody Request request, Actor actor) {
        access.mustKeepTheCity(actor);
        return duties.add(duty(UUID.randomUUID(), request, 1));
    }

    @PutMapping("/{id}")
    Duty change(@PathVariable UUID id, @RequestBody Request request, Actor actor) {
        access.mustKeepTheCity(actor);
        return duties.change(duty(id, request, request.version() == null ? 0 : request.version()));
    }

    private static Duty duty(UUID id, Request request, long version) {
        new InvalidInput.Check()
                .that(request.role() != null, "role", "required")
                .that(request.mark() != null, "mark", "required")
                .that(request.validFrom() != null, "validFrom", "required")
                .orRefuse();
        String article = request.article() == null ? "" : request.article().strip();
        return new Duty(
                id,
                Objects.requireNonNull(request.role()),
                request.position() == null ? 0 : request.position(),
                request.text() == null ? "" : request.text().strip(),
                request.source() == null ? "" : request.source().strip(),
                article.isEmpty() ? null : article,
                Objects.requireNonNull(request.mark()),
                Objects.requireNonNull(request.validFrom()),
                request.validTo(),
                version);
    }
}
