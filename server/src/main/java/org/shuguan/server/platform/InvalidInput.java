package org.shuguan.server.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/// Invalid input. All wrong fields are collected and reported at once. The sentence of an error has the text key
/// `invalid.<code>`.
public final class InvalidInput extends Refusal {
    private static final long serialVersionUID = 1L;

    /// An error of one field.
    ///
    /// @param field path of the field as the client named it, for example `items[3].title`
    /// @param facts values for the placeholders of the sentence
    /// @param code text key after `invalid.`
    public record FieldError(String field, String code, Map<String, Object> facts) {}

    private final transient List<FieldError> errors;

    public InvalidInput(List<FieldError> errors) {
        super("platform/invalid-input", HttpStatus.UNPROCESSABLE_CONTENT, Map.of("count", errors.size()));
        this.errors = List.copyOf(errors);
    }

    public List<FieldError> errors() {
        return errors;
    }

    /// Collects errors and throws once at the end.
    public static final class Check {
        private final List<FieldError> errors = new ArrayList<>();

        public Check that(boolean right, String field, String code) {
            return that(right, field, code, Map.of());
        }

        public Check that(boolean right, String field, String code, Map<String, Object> facts) {
            if (!right) {
                errors.add(new FieldError(field, code, facts));
            }
            return this;
        }

        public boolean failed() {
            return !errors.isEmpty();
        }

        public void orRefuse() {
            if (failed()) {
                throw new InvalidInput(errors);
            }
        }
    }
}
