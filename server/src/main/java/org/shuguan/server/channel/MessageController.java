package org.shuguan.server.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What goes out by the channels of all people, over HTTP. It shows neither addresses nor what the notices say.
@RestController
@RequestMapping("/api/channel-messages")
class MessageController {
    /// @param officerName whom it is for
    /// @param dueAt when it is sent, or sent again
    /// @param problem what was wrong with the last attempt
    /// @param may what the reader may do: `send`
    record MessageView(
            long id,
            String officerName,
            String kind,
            String state,
            Instant createdAt,
            @Nullable Instant dueAt,
            int attempts,
            @Nullable String problem,
            @Nullable Instant endedAt,
            List<String> may) {}

    static final ListColumns<MessageView> COLUMNS = ListColumns.<MessageView>titled("channel.column.")
            .column("officer", MessageView::officerName)
            .word("kind", "channel.kind.", MessageView::kind, "kind")
            .word("state", "channel.message.state.", MessageView::state, "state")
            .column("created", MessageView::createdAt, "created_at")
            .column("due", MessageView::dueAt, "due_at")
            .column("attempts", MessageView::attempts, "attempts")
            .column("problem", MessageView::problem)
            .column("ended", MessageView::endedAt, "ended_at")
            .filter("state", KeptMessages.State.values())
            .filter("kind", ChannelKind.values());

    private final KeptMessages messages;
    private final Institution institution;
    private final Access access;
    private final Texts texts;
    private final Clock clock;

    MessageController(KeptMessages messages, Institution institution, Access access, Texts texts, Clock clock) {
        this.messages = messages;
        this.institution = institution;
        this.access = access;
        this.texts = texts;
        this.clock = clock;
    }

    /// Newest first. Search words are sought in the problem.
    @GetMapping
    Listing<MessageView> list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String kind,
            @ParameterObject ListQuery query,
            Actor actor) {
        access.must(actor, ChannelPermission.READ, UnitCode.CITY);
        String inState = COLUMNS.chosen("state", state);
        String ofKind = COLUMNS.chosen("kind", kind);
        Listing<KeptMessages.Message> page = messages.list(
                inState == null ? null : Rows.constant(KeptMessages.State.class, inState),
                ofKind == null ? null : Rows.constant(ChannelKind.class, ofKind),
                query,
                COLUMNS.order(query, "created_at desc", "id desc"));
        Map<OfficerId, String> names = institution.namesOf(
                page.items().stream().map(KeptMessages.Message::officer).toList());
        boolean may = access.can(actor, ChannelPermission.SEND, UnitCode.CITY);
        return page.map(message -> view(message, names, may));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String kind,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("channel.messages"), query, page -> list(state, kind, page, actor), texts);
    }

    /// Sends it at the next round, within seconds, and counts its term anew.
    @PostMapping("/{id}/send")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void send(@PathVariable long id, Actor actor) {
        access.must(actor, ChannelPermission.SEND, UnitCode.CITY);
        if (messages.find(id).isEmpty()) {
            throw new NotFound();
        }
        if (!messages.again(id, clock.instant())) {
            throw ChannelRefused.messageEnded();
        }
    }

    private MessageView view(KeptMessages.Message message, Map<OfficerId, String> names, boolean may) {
        boolean waiting = message.state() == KeptMessages.State.WAITING;
        boolean open = waiting || message.state() == KeptMessages.State.GIVEN_UP;
        return new MessageView(
                message.id(),
                names.getOrDefault(message.officer(), ""),
                Rows.word(message.kind()),
                Rows.word(message.state()),
                message.createdAt(),
                waiting ? message.dueAt() : null,
                message.attempts(),
                message.failure(),
                message.endedAt(),
                may && open ? List.of("send") : List.of());
    }
}
