package io.jenkins.plugins.cinderbackup.credentials;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A way to write a character as something else. One that an ellipsis has cut in two stands for nothing. */
enum Escape {
    /** Of a URL: RFC 3986, section 2.1, in UTF-8. */
    PERCENT("%[0-7]\\p{XDigit}|%[C-Dc-d]\\p{XDigit}%[89ABab]\\p{XDigit}|%[Ee]\\p{XDigit}(?:%[89ABab]\\p{XDigit}){2}"
            + "|%[Ff][0-7](?:%[89ABab]\\p{XDigit}){3}|%\\p{XDigit}?(?=…)") {
        @Override
        String value(String unit) {
            return unit.length() < 3 ? "" : URLDecoder.decode(unit, StandardCharsets.UTF_8);
        }
    },
    /** The blank of a form or a query. */
    PLUS("\\+") {
        @Override
        String value(String unit) {
            return " ";
        }
    },
    /** Of JSON, Go, Java and our own console. */
    BACKSLASH("\\\\(?:u\\p{XDigit}{4}|x\\p{XDigit}{2}|[\"'\\\\/bfnrt]|(?:u\\p{XDigit}{0,3}|x\\p{XDigit}?)?(?=…))") {
        @Override
        String value(String unit) {
            char kind = unit.length() == 1 ? ' ' : unit.charAt(1);
            return switch (kind) {
                case 'u' -> unit.length() < 6 ? "" : Character.toString(Integer.parseInt(unit.substring(2), 16));
                case 'x' -> unit.length() < 4 ? "" : Character.toString(Integer.parseInt(unit.substring(2), 16));
                case ' ' -> "";
                case '/' -> "/";
                default -> unit.translateEscapes();
            };
        }
    },
    /** Of XML and HTML, in which storages and gateways complain. */
    ENTITY("&(?:amp|lt|gt|quot|apos|#\\d{1,6}|#[xX]\\p{XDigit}{1,5});") {
        @Override
        String value(String unit) {
            return switch (unit) {
                case "&amp;" -> "&";
                case "&lt;" -> "<";
                case "&gt;" -> ">";
                case "&quot;" -> "\"";
                case "&apos;" -> "'";
                default -> {
                    boolean hexadecimal = Character.toLowerCase(unit.charAt(2)) == 'x';
                    yield Character.toString(Integer.parseInt(
                            unit.substring(hexadecimal ? 3 : 2, unit.length() - 1), hexadecimal ? 16 : 10));
                }
            };
        }
    };

    private final Pattern pattern;

    Escape(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** One escape. */
    Pattern pattern() {
        return pattern;
    }

    /** What an escape stands for. */
    abstract String value(String unit);
}
