package org.shuguan.server.approval;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What those who wait for a case, and those who submitted it, can do besides its steps: remind, and answer questions.
@RestController
@RequestMapping("/api")
class ReminderController {
    /// @param mayAnswer whether the reader may answer it now
    record QuestionPage(CaseQuestion question, boolean mayAnswer) {}

    record AnswerRequest(@Nullable String answer) {}

    private final Reminders reminders;
    private final CaseQuestions questions;

    ReminderController(Reminders reminders, CaseQuestions questions) {
        this.reminders = reminders;
        this.questions = questions;
    }

    /// Reminds those whose turn it is.
    @PostMapping("/cases/{id}/reminders")
    CasePanel.Reminding remind(@PathVariable String id, Actor actor) {
        return reminders.remind(id, actor);
    }

    /// A question about a case.
    @GetMapping("/case-questions/{id}")
    QuestionPage question(@PathVariable UUID id, Actor actor) {
        return page(questions.one(id, actor), actor);
    }

    /// Answers a question about a case.
    @PostMapping("/case-questions/{id}/answer")
    QuestionPage answer(@PathVariable UUID id, @RequestBody AnswerRequest request, Actor actor) {
        return page(questions.answer(id, request.answer(), actor), actor);
    }

    private QuestionPage page(CaseQuestion question, Actor actor) {
        return new QuestionPage(question, question.answer() == null && questions.mayAnswer(question, actor));
    }
}
