# The portal wants a captcha module before it starts, and the one that it brings draws with ImageMagick. Nobody types a
# password here: there is nothing to guess.
package SansCaptcha;

use strict;
use Mouse;

extends 'Lemonldap::NG::Portal::Main::Plugin';

sub init { 1 }

1;
