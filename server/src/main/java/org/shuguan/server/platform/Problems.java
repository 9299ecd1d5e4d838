package org.shuguan.server.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.PlaceFailed;
import org.shuguan.dataplane.source.LocalPaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Turns all exceptions into RFC 9457 problem details: a sentence in the reader's language that says what to do,
/// never a stack trace.
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /// @param field path of the field as the client named it
    record FieldProblem(String field, String message) {}

    private final Texts texts;
    private final ApplicationEventPublisher events;

    Problems(Texts texts, ApplicationEventPublisher events) {
        this.texts = texts;
        this.events = events;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refusal refusal, HttpServletRequest request) {
        if (refusal.status() == HttpStatus.FORBIDDEN || refusal.status() == HttpStatus.UNAUTHORIZED) {
            tell(refusal, request);
        }
        return refused(refusal);
    }

    /// The refused transaction is over here. The refusal stands even if it cannot be told.
    private void tell(Refusal refusal, HttpServletRequest request) {
        String uri = String.valueOf(request.getRequestURI());
        Object path = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        try {
            events.publishEvent(new RequestRefused(
                    refusal.code(), refusal.status(), request.getMethod(), path == null ? uri : path.toString(), uri));
        } catch (RuntimeException failed) {
            LOG.error("a refusal ({}) was not recorded", refusal.code(), failed);
        }
    }

    private ResponseEntity<ProblemDetail> refused(Refusal refusal) {
        ProblemDetail problem = problem(refusal.status(), refusal.code(), refusal.facts());
        problem.setProperty("facts", shown(refusal.facts()));
        if (refusal instanceof InvalidInput invalid) {
            problem.setProperty(
                    "errors",
                    invalid.errors().stream()
                            .map(error -> new FieldProblem(
                                    error.field(), texts.say("invalid." + error.code(), error.facts())))
                            .toList());
        }
        if (refusal.fault() != Refusal.Fault.USER) {
            LOG.warn("{} ({})", refusal.getMessage(), refusal.fault());
        }
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> violated(ConstraintViolationException violated) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, "platform/invalid-input", Map.of());
        problem.setProperty(
                "errors",
                violated.getConstraintViolations().stream()
                        .map(v -> new FieldProblem(v.getPropertyPath().toString(), v.getMessage()))
                        .toList());
        return answer(problem);
    }

    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leaveToSecurity(RuntimeException refused) {
        throw refused;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> databaseAway(DataAccessResourceFailureException away) {
        LOG.error("database away", away);
        return answer(problem(HttpStatus.SERVICE_UNAVAILABLE, "platform/database-away", Map.of()));
    }

    /// Collected data cannot be read or written. Its sentence may name addresses: it is for the log.
    @ExceptionHandler
    ResponseEntity<ProblemDetail> lakeAway(PlaceFailed failed) {
        LOG.error("{}", failed.getMessage(), failed);
        return answer(problem(HttpStatus.SERVICE_UNAVAILABLE, LakeProblem.code(failed), Map.of()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> bug(Exception bug) {
        String id = UUID.randomUUID().toString();
        LOG.error("unexpected, shown to the reader as {}", id, bug);
        return answer(problem(HttpStatus.INTERNAL_SERVER_ERROR, "platform/unexpected", Map.of("id", id)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, "platform/invalid-input", Map.of());
        List<FieldProblem> errors = invalid.getBindingResult().getFieldErrors().stream()
                .map(error -> new FieldProblem(
                        error.getField(), error.getDefaultMessage() == null ? "" : error.getDefaultMessage()))
                .toList();
        problem.setProperty("errors", errors);
        return ResponseEntity.unprocessableContent()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        Refusal refusal = InputJson.refusal(unreadable);
        if (refusal == null) {
            return handleExceptionInternal(unreadable, null, headers, status, request);
        }
        ResponseEntity<ProblemDetail> refused = refused(refusal);
        return ResponseEntity.status(refused.getStatusCode())
                .headers(refused.getHeaders())
                .body(refused.getBody());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String code = status.value() == 404
                ? "platform/not-found"
                : status.is4xxClientError() ? "platform/bad-request" : "platform/unexpected";
        ProblemDetail problem =
                problem(HttpStatus.valueOf(status.value()), code, Map.of("id", "", "status", status.value()));
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    ProblemDetail problem(HttpStatus status, String code, Map<String, Object> facts) {
        String sentence = texts.say("refusal." + code, facts);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, sentence);
        problem.setType(URI.create("urn:shuguan:problem:" + code));
        problem.setTitle(sentence);
        problem.setProperty("code", code);
        return problem;
    }

    private static Map<String, Object> shown(Map<String, Object> facts) {
        Map<String, Object> shown = new LinkedHashMap<>(facts);
        shown.replaceAll((name, fact) -> fact instanceof String text ? LocalPaths.hidden(text) : fact);
        return shown;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
