package org.shuguan.server.notice;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.ListColumns;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The user's own notices.
@RestController
@RequestMapping("/api/notices")
@Transactional
class NoticeController {
    record NoticeRow(KeptNotices.Kept notice, String sentence) {}

    record Unread(long count) {}

    static final ListColumns<NoticeRow> COLUMNS = ListColumns.<NoticeRow>titled("notice.column.")
            .column("notice", NoticeRow::sentence)
            .column("told", row -> row.notice().toldAt())
            .column("read", row -> row.notice().readAt())
            .sorted("toldAt", "told_at");

    private final KeptNotices kept;
    private final Texts texts;
    private final NoticeReader reader;
    private final Clock clock;

    NoticeController(KeptNotices kept, Texts texts, NoticeReader reader, Clock clock) {
        this.kept = kept;
        this.texts = texts;
        this.reader = reader;
        this.clock = clock;
    }

    @GetMapping
    Listing<NoticeRow> list(@RequestParam @Nullable Boolean unread, @ParameterObject ListQuery query, Actor actor) {
        return kept.list(actor.officer(), Boolean.TRUE.equals(unread), query)
                .map(notice -> new NoticeRow(notice, reader.sentence(notice)));
    }

    @GetMapping("/unread")
    Unread unread(Actor actor) {
        return new Unread(kept.unread(actor.officer()));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable Boolean unread,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(format, texts.say("notice.list"), query, page -> list(unread, page, actor), texts);
    }

    @PostMapping("/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@PathVariable long id, Actor actor) {
        if (!kept.read(actor.officer(), id, clock.instant())) {
            throw new NotFound();
        }
    }

    @PostMapping("/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void readAll(Actor actor) {
        kept.readAll(actor.officer(), clock.instant());
    }
}
