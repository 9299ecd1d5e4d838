package org.shuguan.server.comment;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Texts;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Comments over HTTP.
@RestController
@RequestMapping("/api/comments")
class CommentController {
    /// A person whom a comment names.
    record MentionRow(OfficerId officer, String name) {}

    /// @param unitName the unit at which the writer held the role
    /// @param mine whether the reader wrote it
    /// @param mayEdit whether they can still change its text
    record CommentRow(Comment comment, String unitName, List<MentionRow> mentions, boolean mine, boolean mayEdit) {}

    /// A unit for which the reader can write.
    record CommentUnit(UnitCode unit, String name) {}

    /// A page of comments, the oldest first.
    ///
    /// @param page number of the page, 1 is the one with the newest comments
    /// @param units for which the reader can write, the usual one first; none if they only read
    /// @param bureauReads whether the bureau reads the internal comments of units
    /// @param longest most characters of a comment
    record CommentThread(
            List<CommentRow> items,
            long total,
            int page,
            int size,
            List<CommentUnit> units,
            boolean bureauReads,
            int longest) {}

    /// A role by which persons of the same name are told apart.
    record CommentPost(Role role, String unitName) {}

    record CommentPerson(OfficerId officer, String name, List<CommentPost> posts) {}

    record EditComment(@Nullable String text, @Nullable List<OfficerId> mentions) {}

    record WrittenComment(UUID id) {}

    private final Comments comments;
    private final Institution institution;
    private final Texts texts;

    CommentController(Comments comments, Institution institution, Texts texts) {
        this.comments = comments;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param about kind of the object
    /// @param page 1 is the one with the newest comments
    /// @param at a comment whose page is shown instead
    @GetMapping("/{about}/{subject}")
    CommentThread thread(
            @PathVariable String about,
            @PathVariable UUID subject,
            @RequestParam @Nullable Integer page,
            @RequestParam @Nullable UUID at,
            Actor actor) {
        Comments.Shown thread =
                comments.thread(about, subject, page == null ? 1 : Math.clamp(page, 1, 100_000), at, actor);
        Function<UnitCode, String> names = institution.unitNames();
        return new CommentThread(
                thread.comments().items().reversed().stream()
                        .map(one -> row(one, thread, names, actor))
                        .toList(),
                thread.comments().total(),
                thread.comments().page(),
                thread.comments().size(),
                thread.units().stream()
                        .map(unit -> new CommentUnit(
                                unit, unit.equals(UnitCode.CITY) ? texts.say("comment.city") : names.apply(unit)))
                        .toList(),
                comments.isInternalToBureau(),
                Comments.LONGEST);
    }

    /// Persons who can be named in a comment, at most ten.
    @GetMapping("/{about}/{subject}/people")
    List<CommentPerson> people(
            @PathVariable String about,
            @PathVariable UUID subject,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable Boolean internal,
            @RequestParam @Nullable UnitCode unit,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return comments
                .candidates(about, subject, q == null ? "" : q, Boolean.TRUE.equals(internal), unit, actor)
                .stream()
                .map(one -> new CommentPerson(
                        one.officer(),
                        one.name(),
                        one.held().stream()
                                .map(held -> new CommentPost(held.role(), names.apply(held.unit())))
                                .toList()))
                .toList();
    }

    @PostMapping("/{about}/{subject}")
    @ResponseStatus(HttpStatus.CREATED)
    WrittenComment write(
            @PathVariable String about, @PathVariable UUID subject, @RequestBody NewComment request, Actor actor) {
        return new WrittenComment(comments.write(about, subject, request, actor));
    }

    @PutMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void edit(@PathVariable UUID id, @RequestBody EditComment request, Actor actor) {
        comments.edit(
                id,
                request.text() == null ? "" : request.text(),
                request.mentions() == null ? List.of() : request.mentions(),
                actor);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Actor actor) {
        comments.remove(id, actor);
    }

    private CommentRow row(Comment one, Comments.Shown thread, Function<UnitCode, String> names, Actor actor) {
        boolean mine = one.writtenById().equals(actor.officer());
        return new CommentRow(
                one,
                names.apply(one.office()),
                thread.mentions().getOrDefault(one.id(), List.of()).stream()
                        .map(mention -> new MentionRow(mention.officer(), mention.name()))
                        .toList(),
                mine,
                mine && comments.isEditable(one));
    }
}
