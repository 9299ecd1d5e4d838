package org.shuguan.server.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.SensitiveAct;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
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

/// All accounts, for the administrator.
@RestController
@Transactional
@RequestMapping("/api/accounts")
class AccountController {
    /// For a recorded person, by id, or a new person, by name.
    record Request(
            @Nullable String name,
            @Nullable OfficerId officer,
            @Nullable String officerName) {}

    private final AccountAdministration accounts;
    private final Institution institution;
    private final Texts texts;
    private final Access access;

    AccountController(AccountAdministration accounts, Access access, Institution institution, Texts texts) {
        this.accounts = accounts;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping
    Listing<AccountAdministration.AccountRow> list(
            @RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        must(AccountPermission.READ, actor);
        return accounts.list(AccountAdministration.COLUMNS.chosen("state", state), query);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return AccountAdministration.COLUMNS.download(
                format, texts.say("identity.accounts"), query, page -> list(state, page, actor), texts);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AccountAdministration.Handed open(@RequestBody Request request, Actor actor) {
        must(AccountPermission.MANAGE, actor);
        OfficerId officer = request.officer();
        String officerName = request.officerName() == null ? "" : request.officerName();
        new InvalidInput.Check()
                .that(request.name() != null && !request.name().isBlank(), "name", "required")
                .that(officer != null || !officerName.isBlank(), "officer", "required")
                .that(officer == null || institution.nameOf(officer).isPresent(), "officer", "officer-unknown")
                .orRefuse();
        String name = String.valueOf(request.name()).strip();
        OfficerId person = officer == null ? institution.enrol(officerName) : officer;
        return accounts.open(name, person, false);
    }

    @PostMapping("/{id}/reset")
    @SensitiveAct("account-reset")
    AccountAdministration.Handed reset(@PathVariable UUID id, Actor actor) {
        must(AccountPermission.MANAGE, actor);
        return accounts.reset(id, actor);
    }

    /// Removes the second factor of a person who has lost it.
    @PostMapping("/{id}/remove-factor")
    @SensitiveAct("factor-removal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeFactor(@PathVariable UUID id, Actor actor) {
        must(AccountPermission.MANAGE, actor);
        accounts.removeFactor(id, actor);
    }

    @PostMapping("/{id}/disable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(@PathVariable UUID id, Actor actor) {
        must(AccountPermission.MANAGE, actor);
        accounts.disable(id, actor);
    }

    @PostMapping("/{id}/enable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enable(@PathVariable UUID id, Actor actor) {
        must(AccountPermission.MANAGE, actor);
        accounts.enable(id);
    }

    @PostMapping("/{id}/unlock")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlock(@PathVariable UUID id, Actor actor) {
        must(AccountPermission.MANAGE, actor);
        accounts.unlock(id);
    }

    private void must(AccountPermission permission, Actor actor) {
        if (!access.canAnywhere(actor, permission)) {
            throw new Forbidden();
        }
    }
}
