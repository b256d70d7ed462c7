# The application behind LemonLDAP::NG: nginx says in MOI who is there, as the handler told it.
use strict;
use utf8;
use HTML::Entities qw(encode_entities);
use JSON;
use LWP::UserAgent;
use MIME::Base64 qw(encode_base64);

my $http = LWP::UserAgent->new( timeout => 10, max_redirect => 0 );

my $page = <<'HTML';
<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Exemple LemonLDAP::NG</title>
<main><h1>Exemple LemonLDAP::NG</h1>
%s
</main>
</html>
HTML

my $signed_in = <<'HTML';
<p>connecté : %s</p>
<p>situation : %s (%s)</p>
<form action="/changer-situation"><p><button>Changer de situation</button></p></form>
<form action="/appel"><p><button>Appeler l’API</button></p></form>
<form action="/rafraichir" method="post"><p><button>Rafraîchir</button></p></form>
<form action="/deconnexion" method="post"><p><button>Se déconnecter</button></p></form>
HTML

my $signed_out = <<'HTML';
<p>non connecté</p>
<form action="/connexion"><p><button>Se connecter</button></p></form>
HTML

my %routes = (
    '/'          => sub { html( sprintf $page, body( me( $_[0] ) ) ) },
    '/connexion' => sub { [ 303, [ Location => "$ENV{ORIGIN}/" ], [] ] },    # the handler has sent the person to the portal first
    '/moi'       => sub { my $me = me( $_[0] ); json( 200, $me ? { connecte => JSON::true, %$me } : { connecte => JSON::false } ) },
    '/api'       => \&resource,
);

# The protected resource. Whoever holds the token shows it; the provider says whether it is good, and whose it is.
sub resource {
    my ($env) = @_;
    my ($token) = ( $env->{HTTP_AUTHORIZATION} // '' ) =~ /^Bearer +([\w.~+\/-]+=*)$/i;
    my $told = $token ? introspect($token) : {};
    my $kind = $told->{token_type} // $told->{typ} // '';
    if ( $told->{active} and $told->{client_id} eq $ENV{CLIENT_ID} and $kind eq 'Bearer' ) {
        return json( 200, { map { $_ => $told->{$_} } qw(sub situation jti) } );
    }
    return json( 401, { error => 'invalid_token' }, 'WWW-Authenticate' => 'Bearer error="invalid_token"' );
}

sub introspect {
    my ($token) = @_;
    my $answer = $http->post(
        "$ENV{ISSUER}/protocol/openid-connect/token/introspect",
        { token => $token, token_type_hint => 'access_token' },
        Authorization => 'Basic ' . encode_base64( "$ENV{CLIENT_ID}:$ENV{CLIENT_SECRET}", '' ),
    );
    die 'introspection: ' . $answer->status_line unless $answer->is_success;
    return decode_json( $answer->content );
}

# Nobody, once the provider no longer renews the tokens of the session.
sub me {
    my ($env) = @_;
    return undef unless $env->{MOI};
    if ( time > ( $env->{FIN} || 0 ) ) {
        my $told = $http->get( "$ENV{ORIGIN}/frais", Cookie => $env->{HTTP_COOKIE} );
        return undef unless $told->is_success;
    }
    return decode_json( $env->{MOI} );
}

sub body {
    my ($me) = @_;
    return $signed_out unless $me;
    my $place = $me->{situation} // {};
    my @told = ( $me->{nom}, $place->{raisonSociale} // 'aucune', $place->{codeGenreActivite} // '' );
    return sprintf $signed_in, map { encode_entities( $_, '<>&"\'' ) } @told;
}

sub html {
    my ($text) = @_;
    utf8::encode($text);
    my $policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
    return [ 200, [ 'Content-Type' => 'text/html; charset=utf-8', 'Content-Security-Policy' => $policy ], [$text] ];
}

sub json {
    my ( $status, $value, @headers ) = @_;
    return [ $status, [ 'Content-Type' => 'application/json', @headers ], [ JSON->new->ascii->encode($value) ] ];
}

sub {
    my ($env) = @_;
    my $route = $routes{ $env->{PATH_INFO} };
    return $route && $env->{REQUEST_METHOD} eq 'GET' ? $route->($env) : json( 404, { error => 'not_found' } );
};
