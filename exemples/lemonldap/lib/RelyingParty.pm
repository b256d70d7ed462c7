# What LemonLDAP::NG 2.16 leaves out as a relying party: PKCE, a login bound to its browser, the issuer of the answer
# (RFC 9207), the level, a session that goes with the provider's, the choice of the situation, refresh on demand, and the
# notice of a logout.
package RelyingParty;

use strict;
use Digest::SHA qw(hmac_sha256 sha256);
use JSON;
use Lemonldap::NG::Common::Apache::Session;
use Lemonldap::NG::Common::JWT qw(getJWTHeader getJWTPayload);
use Lemonldap::NG::Portal::Main::Constants qw(PE_OK PE_ERROR);
use MIME::Base64 qw(encode_base64 encode_base64url);
use Mouse;

extends 'Lemonldap::NG::Portal::Main::Plugin';

use constant hook => {
    oidcGenerateAuthenticationRequest => 'leave',
    oidcGenerateTokenRequest          => 'redeem',
    oidcGotIDToken                    => 'identify',
    oidcGotUserInfo                   => 'keep',
};
use constant { OP => 'fournisseur', COOKIE => '__Host-connexion', LOGOUT => 'http://schemas.openid.net/event/backchannel-logout' };

use constant LEVELS => qw(eidas1 eidas2 eidas3);    # what acr may say, from the lowest that is taken up

sub init {
    my ($self) = @_;
    $self->addAuthRoute( 'changer-situation' => 'choose',  ['GET'] );
    $self->addAuthRoute( appel               => 'call',    ['GET'] );
    $self->addAuthRoute( frais               => 'renew',   ['GET'] );
    $self->addAuthRoute( rafraichir          => 'refresh', ['POST'] );
    $self->addAuthRoute( deconnexion         => 'log_out', ['POST'] );
    $self->addUnauthRoute( appel => sub { answer( 401, { connecte => JSON::false } ) }, ['GET'] );
    $self->addUnauthRoute( frais => sub { answer( 401, {} ) }, ['GET'] );
    $self->addUnauthRoute( 'changer-situation' => 'choose', ['GET'] );
    $self->addUnauthRoute( $_ => sub { go('/') }, ['POST'] ) for qw(rafraichir deconnexion);
    $self->addUnauthRoute( avis => 'notice', ['POST'] );
    $self->addAuthRoute( avis => 'notice', ['POST'] );
    $self->conf->{domain} = '';    # portal and application share one host: the cookie is that host's alone
    return 1;
}

sub oidc { $_[0]->p->_authentication }

# The verifier of PKCE is made of the state and of a number that only this browser holds: a code that another browser
# asked for opens nothing.
sub verifier {
    my ( $state, $number ) = @_;
    return encode_base64url( hmac_sha256( $state, $number ) );
}

sub leave {
    my ( $self, $req, $op, $parameters ) = @_;
    my $number = $self->oidc->generateNonce;
    $req->addCookie( COOKIE . "=$number; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax" );
    $parameters->{code_challenge}        = encode_base64url( sha256( verifier( $parameters->{state}, $number ) ) );
    $parameters->{code_challenge_method} = 'S256';
    $parameters->{acr_values}            = 'eidas1';
    $parameters->{prompt}                = 'select_account' if $req->param('choisir');
    return PE_OK;
}

sub redeem {
    my ( $self, $req, $op, $parameters ) = @_;
    return PE_OK unless $parameters->{grant_type} eq 'authorization_code';
    my $conf = $self->oidc->oidcOPList->{$op}->{conf};
    my $number = $req->cookies->{ +COOKIE };
    my $iss = $req->param('iss') // ( $conf->{authorization_response_iss_parameter_supported} ? '' : $conf->{issuer} );
    return PE_ERROR if !$number or $iss ne $conf->{issuer};
    $parameters->{code_verifier} = verifier( $req->param('state'), $number );
    $self->oidc->refreshJWKSdata;    # once a minute: the provider's keys change
    return PE_OK;
}

sub identify {
    my ( $self, $req, $op, $claims ) = @_;
    my $ours = ( $claims->{azp} // $ENV{CLIENT_ID} ) eq $ENV{CLIENT_ID};
    my $begun = ( $claims->{nbf} // 0 ) <= time + 10;
    return PE_ERROR unless $ours and $begun and grep { $_ eq ( $claims->{acr} // '' ) } LEVELS;
    $req->data->{sid} = $claims->{sid};
    return PE_OK;
}

# What the application is told, and the provider's session by which a notice finds this one.
sub keep {
    my ( $self, $req, $op, $said ) = @_;
    my $name = join ' ', map { $said->{$_} // '' } qw(given_name family_name);
    $said->{moi} = JSON->new->ascii->canonical->encode(
        { nom => $name, sub => $said->{sub}, compte => $said->{SubjectNameID}, situation => $said->{situation} } );
    $said->{sid} = $req->data->{sid};
    return PE_OK;
}

# Several places of work: the session here ends, and the provider asks again for which one the person acts now.
sub choose {
    my ( $self, $req ) = @_;
    $self->end($req);
    return go( '/portail/?choisir=1&url=' . encode_base64( "$ENV{ORIGIN}/", '' ), $req );
}

# A call of the protected resource. The token never reaches the browser.
sub call {
    my ( $self, $req ) = @_;
    my ( undef, $token ) = $self->oidc->refreshAccessTokenIfExpired( $req, OP );
    unless ($token) {
        $self->end($req);
        return answer( 401, { connecte => JSON::false } );
    }
    my $told = $self->oidc->ua->get( "$ENV{ORIGIN}/api", Authorization => "Bearer $token" );
    return [ $told->code, [ 'Content-Type' => 'application/json' ], [ $told->content ] ];
}

# The application asks before it believes a session whose tokens have ended: what is over at the provider is over here.
sub renew {
    my ( $self, $req ) = @_;
    my ( undef, $token ) = $self->oidc->refreshAccessTokenIfExpired( $req, OP );
    return answer( 200, {} ) if $token;
    $self->end($req);
    return answer( 401, {} );
}

sub refresh {
    my ( $self, $req ) = @_;
    return answer( 403, {} ) if foreign($req);
    $self->end($req) unless $self->oidc->refreshAccessToken( $req, OP );
    return go( '/', $req );
}

sub log_out {
    my ( $self, $req ) = @_;
    return answer( 403, {} ) if foreign($req);
    my $end = $self->oidc->oidcOPList->{ +OP }->{conf}->{end_session_endpoint};
    my $hint = $req->userData->{_oidc_id_token};
    $self->end($req);
    return go( $self->oidc->buildLogoutRequest( $end, $hint, "$ENV{ORIGIN}/" ), $req );
}

# OpenID Connect Back-Channel Logout 1.0 §2.6. A token that comes twice closes what is closed already.
sub notice {
    my ( $self, $req ) = @_;
    my $token = $req->param('logout_token') // '';
    my $sid = eval { $self->logout_token($token) } or return answer( 400, { error => 'invalid_request' } );
    my $storage = { %{ $self->conf->{globalStorageOptions} }, backend => $self->conf->{globalStorage} };
    my $found = Lemonldap::NG::Common::Apache::Session->searchOn( $storage, 'sid', $sid );
    for my $id ( keys %$found ) {
        my $session = $self->p->getApacheSession($id) or next;
        $self->p->_deleteSession( $req, $session, 1 );
    }
    return answer( 200, {} );
}

sub logout_token {
    my ( $self, $token ) = @_;
    my ( $head, $said ) = ( getJWTHeader($token), getJWTPayload($token) );
    my $conf = $self->oidc->oidcOPList->{ +OP }->{conf};
    $self->oidc->refreshJWKSdata;
    die 'no token' unless ( $head->{alg} // '' ) eq 'RS256' and ( $head->{typ} // '' ) eq 'logout+jwt';
    die 'signature' unless $self->oidc->verifyJWTSignature( $token, OP );
    my @audience = ref $said->{aud} ? @{ $said->{aud} } : ( $said->{aud} );
    die 'for another' unless $said->{iss} eq $conf->{issuer} and grep { $_ eq $ENV{CLIENT_ID} } @audience;
    die 'too late' unless $said->{exp} > time and $said->{iat} <= time + 10;
    die 'no logout' if exists $said->{nonce} or !$said->{jti} or ref $said->{events}->{ +LOGOUT } ne 'HASH';
    return $said->{sid};
}

sub end {
    my ( $self, $req ) = @_;
    my $id      = $req->userData->{_session_id}   or return;
    my $session = $self->p->getApacheSession($id) or return;
    $self->p->_deleteSession( $req, $session );
}

# A form of another site
sub foreign { ( $_[0]->env->{HTTP_ORIGIN} // $ENV{ORIGIN} ) ne $ENV{ORIGIN} }

sub go {
    my ( $to, $req ) = @_;
    $to = "$ENV{ORIGIN}$to" if $to =~ m{^/};
    return [ 303, [ Location => $to, $req ? $req->spliceHdrs : () ], [] ];
}

sub answer {
    my ( $status, $value ) = @_;
    return [ $status, [ 'Content-Type' => 'application/json' ], [ JSON->new->ascii->encode($value) ] ];
}

1;
