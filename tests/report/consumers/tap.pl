# SPDX-License-Identifier: Apache-2.0
# What Perl's own reader of TAP, which prove uses, takes a report for: a line for each test, the first
# failure's message and the last line of its story, and all that it cannot read.
use strict;
use warnings;
use TAP::Parser;

binmode STDOUT, ':encoding(UTF-8)';
open my $file, '<:encoding(UTF-8)', $ARGV[0] or die "$ARGV[0]: $!";
my $tap = do { local $/; <$file> };
my $parser = TAP::Parser->new({ tap => $tap });
while (my $result = $parser->next) {
  if ($result->is_test) {
    printf "%s %d %s|%s|%s\n", ($result->is_ok ? 'ok' : 'not ok'), $result->number,
      $result->description, $result->directive, $result->explanation;
  } elsif ($result->is_yaml) {
    my $failures = $result->data->{failures};
    printf "  %d failures, seed %s\n  %s\n  %s\n", scalar @$failures, $result->data->{seed},
      $failures->[0]{message}, $failures->[-1]{story}[-1];
  } elsif ($result->is_unknown) {
    print "unknown: ", $result->as_string, "\n";
  }
}
print "error: $_\n" for $parser->parse_errors;
